// Pictures: the next photo of a report, the next look-alike, and one of them as large as it is.
import { part } from "../lapor/words";

/** The first of several goes to the end; whoever looks sees the next one in its place. */
export function turn(list: ParentNode | null, items: string): void {
  const found = [...(list?.querySelectorAll<HTMLElement>(items) ?? [])];
  const [first, second] = found;
  if (!first || !second) return;
  found[found.length - 1]?.after(first);
  first.classList.toggle("lagi", true);
  second.classList.toggle("lagi", false);
}

/** A picture in its full size, in a window of its own that scrolls; Z or Escape closes it. */
export function enlarge(link: HTMLAnchorElement | null): void {
  if (!link) return;
  const dialog = part<HTMLDialogElement>(document, "[data-besar]");
  const room = part(dialog, "[data-besar-isi]");
  const small = link.querySelector("img");
  const large = new Image();
  large.alt = small?.alt ?? "";
  large.src = link.href;
  room.replaceChildren(large);
  dialog.showModal();
  room.focus();
}
