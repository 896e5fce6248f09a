// The report form: finds the place by itself, reduces photos before they travel, shows what was chosen.
const LONG_EDGE = 1600;
const form = document.querySelector<HTMLFormElement>("form[data-lapor]");

if (form) {
  const find = form.querySelector<HTMLButtonElement>("[data-find-place]");
  const said = form.querySelector<HTMLElement>("[data-place-said]");
  const lat = form.querySelector<HTMLInputElement>("[name=lat]");
  const lon = form.querySelector<HTMLInputElement>("[name=lon]");
  const captured = form.querySelector<HTMLInputElement>("[name=captured_at]");
  const photos = form.querySelector<HTMLInputElement>("[name=photos]");
  const preview = form.querySelector<HTMLElement>("[data-preview]");

  if (captured && !captured.value) captured.value = new Date().toISOString();

  if (find && said && lat && lon && "geolocation" in navigator) {
    find.hidden = false;
    find.addEventListener("click", () => {
      said.textContent = said.dataset.searching ?? "";
      navigator.geolocation.getCurrentPosition(
        (found) => {
          lat.value = found.coords.latitude.toFixed(6);
          lon.value = found.coords.longitude.toFixed(6);
          said.textContent = `${said.dataset.found ?? ""} (±${Math.round(found.coords.accuracy)} m)`;
        },
        () => {
          said.textContent = said.dataset.failed ?? "";
        },
        { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
      );
    });
  }

  photos?.addEventListener("change", async () => {
    if (!photos.files || !preview) return;
    const smaller = new DataTransfer();
    preview.replaceChildren();
    for (const file of photos.files) {
      const reduced = await reduce(file);
      smaller.items.add(reduced);
      const image = document.createElement("img");
      image.src = URL.createObjectURL(reduced);
      image.alt = file.name;
      preview.append(image);
    }
    photos.files = smaller.files;
  });

  form.addEventListener("submit", () => {
    const send = form.querySelector<HTMLButtonElement>("button[type=submit]");
    if (send) send.disabled = true;
  });
  // Coming back to the page must not leave the button dead.
  addEventListener("pageshow", () => {
    const send = form.querySelector<HTMLButtonElement>("button[type=submit]");
    if (send) send.disabled = false;
  });
}

/** A photo of at most 1600 pixels on its long edge; a file that is no picture goes as it is, and the server says so. */
async function reduce(file: File): Promise<File> {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONG_EDGE / Math.max(picture.width, picture.height));
    if (scale === 1 && file.size < 600_000) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.82));
    return drawn ? new File([drawn], file.name, { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}
