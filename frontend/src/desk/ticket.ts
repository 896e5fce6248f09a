// A ticket by keyboard: photos large, words from templates, an office found by typing, a place dragged to where it is.
import { listen } from "./keys";
import { viewer } from "./viewer";

const photos = viewer();
listen({ f: () => photos?.(0) });
templates();
for (const picker of document.querySelectorAll<HTMLElement>("[data-picker]")) searchable(picker);
place();
void shown().catch(() => undefined); // the drawing of the place stays
goingOn();
document.querySelector<HTMLElement>("[data-wrong]")?.focus();

/** A template fills the field below it; what stands there already is kept before it. */
function templates(): void {
  for (const host of document.querySelectorAll<HTMLElement>("[data-template-for]")) {
    const choice = host.querySelector("select");
    const field = document.getElementById(host.dataset.templateFor ?? "");
    if (!choice || choice.options.length < 2 || !(field instanceof HTMLTextAreaElement)) continue;
    host.hidden = false;
    choice.addEventListener("change", () => {
      const typed = field.value.trim();
      if (choice.value && !typed.includes(choice.value))
        field.value = typed ? `${typed}\n${choice.value}` : choice.value;
      choice.value = "";
      field.focus();
    });
  }
}

/** The list of offices shrinks while one types; the first that is left is chosen. */
function searchable(picker: HTMLElement): void {
  const host = picker.querySelector<HTMLElement>("[data-picker-search]");
  const search = host?.querySelector("input");
  const list = picker.querySelector("select");
  const said = picker.querySelector<HTMLElement>("[data-picker-said]");
  if (!host || !search || !list) return;
  const all = [...list.options];
  host.hidden = false;
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = list.value;
    const found = all.filter((one) => !one.value || words.every((word) => one.text.toLowerCase().includes(word)));
    list.replaceChildren(...found);
    const real = found.filter((one) => one.value);
    list.value = real.some((one) => one.value === chosen) ? chosen : words.length ? (real[0]?.value ?? "") : chosen;
    if (said) said.textContent = (picker.dataset.found ?? "").replace("{n}", String(real.length));
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    list.focus();
  });
}

/** The map for the right place is drawn when its fold opens; dragging writes the two numbers. */
function place(): void {
  const fold = document.querySelector<HTMLDetailsElement>("details[data-place]");
  const host = fold?.querySelector<HTMLElement>("[data-map]");
  const lat = fold?.querySelector<HTMLInputElement>("[name=lat]");
  const lon = fold?.querySelector<HTMLInputElement>("[name=lon]");
  if (!fold || !host || !lat || !lon) return;
  let map: Promise<{ move(at: { lat: number; lon: number }): void } | undefined> | undefined;
  const at = () => ({ lat: Number(lat.value) || -6.2, lon: Number(lon.value) || 106.82 });
  const draw = () => {
    if (!fold.open || map) return;
    host.hidden = false;
    map = import("../place-map")
      .then(({ placeMap }) =>
        placeMap(host, at(), (to) => {
          lat.value = to.lat.toFixed(6);
          lon.value = to.lon.toFixed(6);
        }),
      )
      .catch(() => {
        // No signal for the map: the numbers are there without it, and the fold tries again when it is opened anew.
        host.hidden = true;
        map = undefined;
        return undefined;
      });
  };
  for (const field of [lat, lon]) field.addEventListener("change", () => void map?.then((drawn) => drawn?.move(at())));
  fold.addEventListener("toggle", draw);
  draw();
}

/** Where it is, on a map that can be looked at closer, in place of the drawing. */
async function shown(): Promise<void> {
  const host = document.querySelector<HTMLElement>("[data-place-shown]");
  if (!host) return;
  const { shownMap } = await import("../place-map");
  await shownMap(host, { lat: Number(host.dataset.lat), lon: Number(host.dataset.lon) });
  document.querySelector("[data-drawn-map]")?.remove();
}

/** Whoever goes on to the next ticket once, does so until they say otherwise. */
function goingOn(): void {
  const boxes = document.querySelectorAll<HTMLInputElement>("[data-go-on]");
  const kept = localStorage.getItem("rukun-go-on") === "1";
  for (const box of boxes) {
    box.checked ||= kept;
    box.addEventListener("change", () => {
      localStorage.setItem("rukun-go-on", box.checked ? "1" : "0");
      for (const other of boxes) other.checked = box.checked;
    });
  }
}
