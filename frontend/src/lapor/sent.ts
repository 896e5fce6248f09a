// The box that says what became of the report that was sent off last.
import { part } from "./words";

type Told = { icon: "kept" | "sent"; title: string; words: string; url: string };

/** Says it, and brings it into sight when it is new; whoever writes already (`isWriting`) is not called back by more. */
export function tellSent({ icon, title, words, url }: Told, isWriting: boolean): void {
  const box = part(document, "[data-sent]");
  const isNew = box.hidden;
  const told = `${title} ${words}`;
  // Each further try that fails says the same again: whoever reads on below is not called back for that.
  if (!isNew && box.dataset.told === told) return;
  box.dataset.told = told;
  box.classList.toggle("kept", icon === "kept");
  for (const drawn of box.querySelectorAll<HTMLElement>("[data-sent-icon]")) {
    drawn.hidden = drawn.dataset.sentIcon !== icon;
  }
  part(box, "[data-sent-title]").textContent = title;
  part(box, "[data-sent-said]").textContent = words;
  const link = part<HTMLAnchorElement>(box, "[data-sent-link]");
  link.hidden = !url.startsWith("/");
  if (!link.hidden) link.href = url;
  box.hidden = false;
  if (!isNew && isWriting) return;
  scrollTo(0, 0);
  box.focus({ preventScroll: true });
}
