// The validator's desk: the next report is there the moment a verdict is given; the verdict travels behind.
import { part, say } from "../lapor/words";
import { listen } from "./keys";
import { Outbox, type Row } from "./outbox";
import { enlarge, turn } from "./pictures";
import { type Entry, Sheets } from "./sheets";
import { Panel } from "./striking";
import { aloud, asideOf, complainOf, count, message, showOutbox, showProgress, speak } from "./telling";

const host = part(document, "[data-nilai]");
const filters = host.dataset.saring ?? "";
const sheets = new Sheets(
  part(host, "article"),
  host.dataset.berikut ?? "",
  filters,
  host.dataset.owner ?? "",
  (told) => showProgress(told, outbox.codes.length),
  () => outbox.codes,
);
const panel = new Panel(host);
const outbox = new Outbox(
  host.dataset.owner ?? "",
  { now: () => sheets.csrf, fresh: () => sheets.fresh() },
  { changed: showOutbox, given, refused, aside: (row) => asideOf(row, () => outbox.again()) },
);
// What was judged on this page, in order: only the last may be taken back.
const done: Entry[] = [];
let pressed = 0;

function judge(kind: "accept" | "strike", facts: Record<string, string> = {}): void {
  const entry = sheets.now;
  if (entry.judged !== kind || kind === "strike") {
    const path = `/tapem/${entry.code}/`;
    outbox.add(entry.code, path, entry.title, { do: kind, number: String(entry.number), ...facts });
    entry.number += 1;
    entry.judged = kind;
    done.push(entry);
    count(entry.element.dataset.golongan ?? "", 1);
  }
  panel.close();
  void onward(say(kind === "accept" ? "accepted" : "struck", { title: entry.title }));
}

async function onward(said: string): Promise<void> {
  let entry = sheets.next();
  if (!entry) {
    speak(say("loading"));
    const answered = await sheets.fill();
    entry = sheets.next();
    if (!entry) {
      if (answered) empty(said);
      else speak(say("offline"));
      return;
    }
  }
  show(entry, `${said} ${say("next", { title: entry.title })}`);
  void sheets.fill();
}

function show(entry: Entry, said: string): void {
  panel.close();
  host.replaceChildren(entry.element);
  part(entry.element, "h1").focus({ preventScroll: true });
  scrollTo({ top: 0 });
  history.replaceState(null, "", `/tapem/${entry.code}/${filters}`);
  document.title = document.title.replace(/^.* · /, `${entry.title} ${entry.code} · `);
  message(entry.judged ? say(`judged-${entry.judged}`) : "");
  aloud(said);
  void shown(pressed);
}

/** How long somebody waited, from the key to the picture on the screen: for the bench. */
async function shown(since: number): Promise<void> {
  const pictures = [...host.querySelectorAll("img")];
  await Promise.all(pictures.map((one) => one.decode().catch(() => undefined)));
  requestAnimationFrame(() =>
    setTimeout(() => performance.measure("nilai", { start: since || performance.now(), end: performance.now() })),
  );
}

function undo(): void {
  const entry = done.pop();
  if (!entry) {
    speak(say("nothing-undo"));
    return;
  }
  outbox.add(entry.code, `/tapem/${entry.code}/`, entry.title, { do: "undo", number: String(entry.number) });
  entry.was = entry.judged;
  entry.judged = "";
  count(entry.element.dataset.golongan ?? "", -1);
  show(sheets.to(entry), say("undone", { title: entry.title }));
}

function back(): void {
  const entry = sheets.back();
  if (entry) show(entry, say("back", { title: entry.title }));
  else speak(say("nothing-back"));
}

function later(): void {
  const { title, judged } = sheets.now;
  sheets.leave();
  void onward(judged ? "" : say("later", { title }));
}

function sendStrike(): void {
  const facts = panel.read();
  if (facts) judge("strike", facts);
}

function given(row: Row, what: { number: number }): void {
  const entry = sheets.find(row.code);
  // What was judged again in the meantime knows a later number already.
  if (entry && what.number > entry.number) entry.number = what.number;
}

function refused(row: Row, words: string): void {
  const entry = sheets.find(row.code);
  if (entry) entry.judged = row.fields.do === "undo" ? entry.was : "";
  const turn = entry ? done.lastIndexOf(entry) : -1;
  if (turn >= 0) done.splice(turn, 1);
  complainOf(row, words);
}

function empty(said: string): void {
  const words = `${said} ${say("empty")}`;
  host.replaceChildren();
  speak(words);
  const link = document.createElement("a");
  link.href = host.dataset.habis ?? "/tapem/";
  link.className = "button first";
  link.textContent = part(document, ".back").textContent ?? "";
  host.append(link);
  link.focus();
}

// Hands and keys

const buttons: Record<string, () => void> = { p: back, u: undo, "?": help, n: later };

function help(): void {
  part<HTMLDialogElement>(document, "[data-bantuan]").showModal();
}

for (const found of document.querySelectorAll<HTMLElement>("button[data-tombol][hidden]")) found.hidden = false;
for (const found of document.querySelectorAll<HTMLElement>("[data-kembali], [data-urung]")) found.hidden = true;
document.addEventListener("click", (event) => {
  pressed = event.timeStamp;
  const target = event.target as HTMLElement;
  const photo = target.closest<HTMLAnchorElement>("a[data-foto]");
  const button = target.closest<HTMLElement>("[data-tombol]");
  const act = buttons[button?.dataset.tombol ?? ""];
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (photo) enlarge(photo);
  else if (act) act();
  else if (target.closest("[data-batal]")) panel.close();
  else return;
  event.preventDefault();
});
host.addEventListener("submit", (event) => {
  const kind = (event.target as HTMLElement).dataset.putusan;
  if (!kind) return;
  event.preventDefault();
  if (kind === "accept") judge("accept");
  else sendStrike();
});
host.addEventListener(
  "toggle",
  (event) => {
    const open = (event.target as HTMLDetailsElement).open;
    const cancel = host.querySelector<HTMLElement>("[data-batal]");
    if (cancel) cancel.hidden = !open;
  },
  true,
);
document.addEventListener("keydown", (event) => {
  pressed = event.timeStamp;
});
listen({
  accept: () => {
    if (host.querySelector("article")) judge("accept");
  },
  strike: () => panel.open(),
  reason: (digit) => panel.choose(digit),
  close: () => {
    panel.close();
    host.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  },
  send: sendStrike,
  isStriking: () => panel.isOpen,
  next: later,
  back,
  undo,
  zoom: () => enlarge(host.querySelector<HTMLAnchorElement>(".lembar-foto a[data-foto]")),
  photo: () => turn(host.querySelector(".lembar-foto"), "figure"),
  beside: () => turn(host.querySelector(".serupa"), "li"),
  help,
});
void sheets.fill();
performance.mark("nilai-siap");
