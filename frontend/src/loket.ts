// The counter's map: drawn when its fold opens, a tap or the arrows write the two numbers, a button takes them away.
const fold = document.querySelector<HTMLDetailsElement>("details[data-place]");
const host = fold?.querySelector<HTMLElement>("[data-map]");
const lat = fold?.querySelector<HTMLInputElement>("[name=lat]");
const lon = fold?.querySelector<HTMLInputElement>("[name=lon]");
const none = fold?.querySelector<HTMLButtonElement>("[data-no-place]");

if (fold && host && lat && lon && none) {
  const middle = { lat: Number(fold.dataset.lat), lon: Number(fold.dataset.lon) };
  const at = () => ({ lat: Number(lat.value) || middle.lat, lon: Number(lon.value) || middle.lon });
  const told = () => {
    none.hidden = !lat.value;
  };
  let map: Promise<{ move(at: { lat: number; lon: number }): void }> | undefined;
  const draw = () => {
    if (!fold.open || map || !middle.lat) return;
    host.hidden = false;
    map = import("./place-map").then(({ placeMap }) =>
      placeMap(host, at(), (to) => {
        lat.value = to.lat.toFixed(6);
        lon.value = to.lon.toFixed(6);
        told();
      }),
    );
  };
  for (const field of [lat, lon]) {
    field.addEventListener("change", () => {
      told();
      void map?.then((drawn) => drawn.move(at()));
    });
  }
  none.addEventListener("click", () => {
    lat.value = "";
    lon.value = "";
    told();
    void map?.then((drawn) => drawn.move(middle));
    lat.focus();
  });
  fold.addEventListener("toggle", draw);
  told();
  draw();
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
