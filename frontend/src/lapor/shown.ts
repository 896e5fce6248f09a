// "This is how the public will see it": drawn on the phone from what is in the form, also without signal, and only while
// somebody looks. It stands in nobody's way: whoever does not open it sends as before.
import type { Host } from "./host";
import { masker, type Rule } from "./mask";
import { ROUGHLY } from "./place";
import { photosOf } from "./store";
import { part, put, say } from "./words";

export class Shown {
  private readonly box: HTMLDetailsElement;
  private readonly masked: (words: string) => string;
  private readonly addresses: string[] = [];
  private drawn = "";

  constructor(private readonly host: Host) {
    this.box = part(host.form, "[data-shown]");
    this.masked = masker(JSON.parse(document.getElementById("contacts")?.textContent || "{}") as Rule);
    this.box.hidden = false;
    this.box.addEventListener("toggle", () => this.draw());
  }

  draw(): void {
    if (!this.box.open) return;
    const { draft } = this.host;
    const words = this.masked(draft.words.trim());
    part(this.box, "[data-shown-private]").hidden = !draft.is_private;
    part(this.box, "[data-shown-public]").hidden = draft.is_private;
    put(this.box, "[data-shown-kind]", draft.kind_words || say("no-kind"));
    put(this.box, "[data-shown-words]", words).hidden = !words;
    put(this.box, "[data-shown-place]", this.place());
    put(this.box, "[data-shown-name]", this.name());
    const isMasked = words !== draft.words.trim();
    const notes = [
      draft.place ? "shown-point" : "",
      isMasked ? "shown-masked" : "",
      draft.photos.length ? "shown-photos" : "",
      "shown-later",
    ];
    this.notes(draft.is_private ? [] : notes.filter(Boolean));
    part(this.box, "[data-shown-numbers]").hidden = !isMasked || draft.is_private;
    part(this.box, "[data-shown-camera]").hidden = !draft.photos.length;
    void this.photos().catch(() => undefined);
  }

  private place(): string {
    const { place, by_hand } = this.host.draft;
    if (by_hand) return say("shown-by-hand", { place: by_hand.words });
    const words = place?.words.replace(ROUGHLY, "") ?? "";
    // What is said to whoever reports is no name of a place: the server finds it when the report comes in.
    if (place && [say("place-unnamed"), say("place-elsewhere"), ""].includes(words)) return say("shown-unnamed");
    return words || say("shown-no-place");
  }

  private name(): string {
    const unit = this.host.form.querySelector<HTMLInputElement>("[name=for_unit]:checked")?.dataset.unit;
    return unit ? say("shown-unit", { unit }) : say("shown-nobody");
  }

  private notes(names: string[]): void {
    const items = names.map((name) => {
      const item = document.createElement("li");
      item.textContent = say(name);
      return item;
    });
    part(this.box, "[data-shown-notes]").replaceChildren(...items);
  }

  /** Drawn anew only when there are others: a telephone with 2 GB unpacks each picture once. */
  private async photos(): Promise<void> {
    const { photos: ids, is_private } = this.host.draft;
    const wanted = is_private ? "" : ids.join();
    if (wanted === this.drawn) return;
    this.drawn = wanted;
    const photos = await photosOf(wanted ? ids : []);
    if (wanted !== this.drawn) return;
    for (const address of this.addresses.splice(0)) URL.revokeObjectURL(address);
    const items = photos.map((photo, number) => {
      const item = document.createElement("li");
      const image = new Image();
      image.src = URL.createObjectURL(photo.blob);
      this.addresses.push(image.src);
      image.alt = say("shown-photo", { n: number + 1 });
      item.append(image);
      return item;
    });
    part(this.box, "[data-shown-photos]").replaceChildren(...items);
  }
}

/** The part of the page; nothing where this browser cannot tell what others will see. */
export function shownOf(host: Host): Shown | null {
  try {
    return new Shown(host);
  } catch {
    return null;
  }
}
