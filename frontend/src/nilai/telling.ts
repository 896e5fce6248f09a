// What the desk says: to the eye in a notice, to the ear in a live region, in figures, and about the outbox.
import { made, many, part, say } from "../lapor/words";
import type { Row, State } from "./outbox";
import type { Progress } from "./sheets";

export function message(words: string): void {
  const said = part(document, "[data-pesan]");
  said.textContent = words;
  said.hidden = !words;
}

export function aloud(words: string): void {
  part(document, "[data-suara]").textContent = words;
}

export function speak(words: string): void {
  aloud(words);
  message(words);
}

/** Somebody was quicker, or the rules refuse it: it is said, with the way to the report, and nothing is overwritten. */
export function complainOf(row: Row, words: string): void {
  const name = row.fields.do === "undo" ? "refused-undo" : "refused";
  lineOf(row, say(name, { code: row.title, words }));
}

/** The server cannot take this one: it waits for itself, may be tried again at once, or judged anew on its own page. */
export function asideOf(row: Row, again: () => void): void {
  const line = lineOf(row, say("aside-one", { code: row.title }));
  const button = part(line, "[data-lagi]");
  button.hidden = false;
  button.addEventListener("click", () => {
    line.remove();
    again();
  });
}

function lineOf(row: Row, words: string): HTMLElement {
  const line = made("tolakan");
  part(line, "[data-kata]").textContent = words;
  const link = part<HTMLAnchorElement>(line, "[data-ke]");
  link.href = row.path;
  link.textContent = row.code;
  part(line, "[data-tutup]").addEventListener("click", () => line.remove());
  part(document, "[data-tolakan]").prepend(line);
  return line;
}

export function showOutbox(left: number, state: State, kept: boolean): void {
  const box = part(document, "[data-kotak]");
  const words = [left ? many("unsent", left) : say("sent")];
  if (state === "offline") words.push(say("offline"));
  if (state === "sign-in") words.push(say("sign-in"));
  if (state === "aside") words.push(say("aside"));
  if (left && !kept) words.push(say("kept-not"));
  box.textContent = words.join(". ");
  box.dataset.keadaan = state;
  box.hidden = false;
}

/** What the server counted, and what is on its way to it. */
export function showProgress(told: Progress, unsent: number): void {
  const now = { ...told, today: told.today + unsent, hour: told.hour + unsent };
  for (const [name, value] of Object.entries(now)) write(name, value);
}

/** One more judged, or (-1) one taken back; `left` names the figure that it was counted under. */
export function count(left: string, more: number): void {
  for (const name of ["today", "hour"]) write(name, read(name) + more);
  if (left) write(left, Math.max(0, read(left) - more));
}

function figure(name: string): HTMLElement {
  return part(document, `[data-kemajuan="${name}"]`);
}

function read(name: string): number {
  return Number((figure(name).textContent ?? "0").replace(/\D/g, ""));
}

function write(name: string, value: number): void {
  figure(name).textContent = value.toLocaleString(document.documentElement.lang || "id");
}
