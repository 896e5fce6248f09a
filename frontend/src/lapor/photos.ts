// Photos: made smaller on the telephone, kept at once, shown, and removed again.

import { newKey } from "./database";
import { withFacts, written } from "./exif";
import type { Host } from "./host";
import { addPhoto, begunAt, photosOf, removePhoto } from "./store";
import { made, part, say, tell } from "./words";

const LONG_EDGE = 1600;
const QUALITY = 0.82;
const SMALL_ENOUGH = 600_000;
const MOST = 5;
const DAY_MS = 86_400_000;

export class Photos {
  private readonly list: HTMLElement;
  private readonly addresses: string[] = [];
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly host: Host) {
    this.list = part(host.form, "[data-preview]");
    for (const input of host.form.querySelectorAll<HTMLInputElement>("input[name=photos]")) {
      input.addEventListener("change", () => {
        const files = [...(input.files ?? [])];
        input.value = "";
        // Whatever goes wrong with one choice: the next one, and Kirim, do not wait for it in vain.
        const adding = this.work.then(() => this.add(files, input.id === "camera"));
        this.work = adding.catch(() => this.say(say("storage-full")));
      });
    }
  }

  /** Every photo chosen so far is kept. */
  settled(): Promise<void> {
    return this.work;
  }

  /** One after the other: a telephone with 2 GB holds one unpacked photo, not five. */
  private async add(files: File[], isNew: boolean): Promise<void> {
    const { draft } = this.host;
    const room = MOST - draft.photos.length;
    this.say(files.length > room ? say("too-many-photos", { most: MOST }) : say("photo-working"));
    let unread = "";
    for (const file of files.slice(0, Math.max(0, room))) {
      const id = newKey();
      const blob = await reduced(file);
      if (blob === file && !(await isPicture(file))) {
        unread = file.name;
        continue;
      }
      try {
        await addPhoto({ id, report: draft.key, blob, name: nameOf(file, blob), added_at: Date.now() });
      } catch {
        this.say(say("storage-full"));
        return;
      }
      if (!draft.photos.length) draft.captured_at = takenAt(file, isNew, begunAt(draft));
      draft.photos.push(id);
      this.host.changed("photos");
    }
    await this.show();
    if (unread) this.say(say("photo-unreadable", { name: unread }));
    else if (files.length <= room) this.say("");
  }

  async show(): Promise<void> {
    const photos = await photosOf(this.host.draft.photos);
    for (const address of this.addresses.splice(0)) URL.revokeObjectURL(address);
    this.list.replaceChildren(
      ...photos.map((photo, number) => {
        const item = made("t-photo");
        const image = new Image();
        item.prepend(image);
        image.src = URL.createObjectURL(photo.blob);
        this.addresses.push(image.src);
        image.alt = say("photo-alt", { n: number + 1 });
        // A picture that this browser cannot draw (HEIC) is sent as it is.
        image.addEventListener("error", () => item.classList.add("undrawn"));
        const remove = part(item, "button");
        part(remove, "span").textContent = say("photo-remove", { n: number + 1 });
        remove.addEventListener("click", () => this.remove(photo.id));
        return item;
      }),
    );
  }

  private async remove(id: string): Promise<void> {
    const { draft } = this.host;
    draft.photos = draft.photos.filter((kept) => kept !== id);
    this.host.changed("photos");
    await removePhoto(id);
    await this.show();
    this.say(say("photo-removed"));
    part(this.host.form, "#camera").focus();
  }

  private say(words: string): void {
    const hint = part(this.host.form, "[data-photos-said]");
    hint.dataset.hint ??= hint.textContent ?? "";
    hint.textContent = words || hint.dataset.hint;
    if (words) tell(this.host.form, "[data-wrong=photos]", "");
  }
}

/** A new picture is of now; one from the gallery of when its file was written, if that is not long ago. */
function takenAt(file: File, isNew: boolean, begun: string): string {
  const now = Date.now();
  if (isNew) return new Date(now).toISOString();
  const is_recent = file.lastModified <= now && now - file.lastModified < DAY_MS;
  return is_recent ? new Date(file.lastModified).toISOString() : begun;
}

function nameOf(file: File, blob: Blob): string {
  return blob === file ? file.name || "foto" : "foto.jpg";
}

/** Whether a file begins as a photo does, which the server may read though this browser cannot draw it (HEIC). One that
 * cannot be read is none: it lies with somebody's cloud, and there is no signal. */
async function isPicture(file: Blob): Promise<boolean> {
  const read = await file
    .slice(0, 12)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  const begin = String.fromCharCode(...new Uint8Array(read));
  return /^(\xff\xd8|\x89PNG|RIFF|.{4}ftyp)/s.test(begin);
}

/** At most 1600 pixels on the long edge, upright, with the camera's time and place; a file that cannot be drawn stays. */
async function reduced(file: File): Promise<Blob> {
  try {
    const { picture, width, height, isUpright } = await drawable(file);
    const scale = Math.min(1, LONG_EDGE / Math.max(width, height));
    if (scale === 1 && file.size < SMALL_ENOUGH && file.type === "image/jpeg") return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const pen = canvas.getContext("2d");
    if (!pen) return file;
    pen.fillStyle = "#fff"; // what is see-through in a PNG would turn black
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    if ("close" in picture) picture.close();
    const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    canvas.width = canvas.height = 0;
    if (!drawn) return file;
    const facts = await written(file);
    return facts ? withFacts(drawn, facts.keep(!isUpright)) : drawn;
  } catch {
    return file;
  }
}

export type Drawable = { picture: ImageBitmap | HTMLImageElement; width: number; height: number; isUpright: boolean };

/** The picture the right way up; older browsers do not know how to ask for that, or turn it by themselves. */
export async function drawable(file: Blob): Promise<Drawable> {
  if ("createImageBitmap" in window) {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      return { picture, width: picture.width, height: picture.height, isUpright: true };
    } catch {
      // Options or formats that it does not know; an image element may still.
    }
  }
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
  } finally {
    URL.revokeObjectURL(image.src);
  }
  const isUpright = "CSS" in window && CSS.supports("image-orientation", "from-image");
  return { picture: image, width: image.naturalWidth, height: image.naturalHeight, isUpright };
}
