// The door of a session: opens without a network, works from the kept list, and sends when there is signal.
import { Courier } from "../lapor/courier";
import { made, many, part, say, tell, when } from "../lapor/words";
import * as kept from "./kept";
import { Scanner } from "./scan";
import { flushDoor, know } from "./send";

const ADDRESS = /^#?([0-9A-Z]{10})(?:\.([0-9A-Z]{8}))?$/;
const LOOKS = { waiting: "yellow", sent: "green", refused: "red" } as const;
const SHOWN = 12;
const READ_AS: Record<string, string> = { O: "0", I: "1", L: "1", U: "V" };

let acara = "";
let door: kept.Door | undefined;
const search = part<HTMLInputElement>(document, "[data-find] input");
const walk = part<HTMLFormElement>(document, "[data-walk-form]");
const courier = new Courier(
  () => void redraw(),
  (outcome) => {
    const words = { done: "", aside: "", wait: "waits-signal", busy: "waits-signal", "sign-in": "waits-sign-in" }[
      outcome
    ];
    part(document, "[data-sent-said]").textContent = words && say(words);
    part(document, "[data-sign-in]").hidden = outcome !== "sign-in";
    void redraw();
  },
  flushDoor,
  "kirim-pintu",
);

/** The address says which session, and whose letter was held before a camera: that person comes in. */
async function follow(): Promise<void> {
  const [, code = "", sign = ""] = ADDRESS.exec(location.hash) ?? [];
  if (sign) history.replaceState(null, "", `#${code}`);
  if (code && code !== acara) {
    acara = code;
    door = await kept.doorOf(acara);
    if (!door && navigator.onLine) await refresh();
  }
  if (!acara) {
    door = await kept.lastDoor();
    acara = door?.acara ?? "";
  }
  await redraw();
  if (sign) await byLetter(sign);
}

async function refresh(): Promise<void> {
  if (!acara) return;
  const told = await know(acara);
  if (!("status" in told)) door = await kept.doorOf(acara);
  await redraw();
}

async function byLetter(sign: string): Promise<void> {
  const guest = door?.guests.find((one) => one.sign === sign);
  if (door && !guest) return wrong(say("stranger"));
  // Without a list the sign alone goes into the queue: the server knows whose it is.
  const words = guest ? nameOf(guest) : sign;
  await enter({ seat: guest?.seat ?? 0, sign, kind: "", name: "", unit: "", words }, guest?.came ?? false);
}

async function enter(who: Parameters<typeof kept.enter>[1], isKnown: boolean): Promise<void> {
  wrong("");
  try {
    const isNew = !isKnown && (await kept.enter(acara, who));
    tell(document, "[data-said]", say(isNew ? "welcome" : "already", { who: who.words }));
    await redraw();
    if (isNew) await courier.now();
  } catch {
    wrong(say("not-kept"));
  }
}

function wrong(words: string): void {
  tell(document, "[data-wrong]", words);
  if (words) tell(document, "[data-said]", "");
}

function nameOf(guest: kept.Guest): string {
  return guest.name ? `${guest.words}, ${guest.name}` : guest.words;
}

async function redraw(): Promise<void> {
  tell(document, "[data-none]", door ? (door.is_cancelled ? say("cancelled") : "") : say("none"));
  part(document, "[data-door]").hidden = !door || door.is_cancelled;
  const left = (await kept.waiting()).length;
  part(document, "[data-waits]").textContent = left ? many("waits", left) : "";
  part(document, ".crew-waits").classList.toggle("some", left > 0);
  if (!door) return;
  const entries = await kept.entriesOf(acara);
  const came = new Set(door.guests.filter((guest) => guest.came).map((guest) => guest.seat));
  // Those whom the server counts already are not counted here once more, nor those who were taken back there.
  const since = door.kept_at;
  const here = entries.filter((entry) => kept.isBeside(entry, since));
  for (const entry of here) if (entry.seat) came.add(entry.seat);
  const others = door.walk_ins + here.filter((one) => !one.seat).length;
  heading(door, came.size, others);
  guests(door, came);
  drawEntries(entries, left);
}

function heading(shown: kept.Door, came: number, others: number): void {
  part(document, "[data-title]").textContent = `${shown.kelurahan}: ${shown.title}`;
  part(document, "[data-where]").textContent = `${shown.when}, ${shown.place}`;
  const invited = shown.guests.filter((guest) => guest.sign).length;
  const told = [say("count", { n: came, most: invited })];
  if (others) told.push(say("more", { n: others }));
  if (came + others > shown.capacity) told.push(say("full", { n: shown.capacity }));
  const line = part(document, "[data-count]");
  if (line.textContent !== told.join(" · ")) line.textContent = told.join(" · ");
  part(document, "[data-kept]").textContent = say("last-kept", { when: when(shown.kept_at) });
  const select = part<HTMLSelectElement>(walk, "select");
  if (select.options.length === 1) for (const unit of shown.units) select.append(new Option(unit.words, unit.code));
}

function guests(shown: kept.Door, came: Set<number>): void {
  const wanted = search.value.trim().toLowerCase();
  const found = shown.guests.filter((guest) => !wanted || nameOf(guest).toLowerCase().includes(wanted));
  const rows = wanted ? found : found.filter((guest) => !came.has(guest.seat));
  const items = rows.slice(0, SHOWN).map((guest) => {
    const item = made("t-guest");
    part(item, "[data-who]").textContent = guest.words;
    part(item, "[data-name]").textContent = guest.name;
    const button = part<HTMLButtonElement>(item, "[data-came]");
    button.disabled = came.has(guest.seat);
    button.textContent = say(button.disabled ? "came" : "write");
    button.setAttribute("aria-label", `${button.textContent}: ${nameOf(guest)}`);
    button.addEventListener("click", () => {
      search.value = "";
      const who = { seat: guest.seat, sign: "", kind: "", name: "", unit: "", words: nameOf(guest) };
      void enter(who, guest.came);
    });
    return item;
  });
  part(document, "[data-guests]").replaceChildren(...items);
}

function drawEntries(entries: kept.Entry[], left: number): void {
  const told = entries.filter((entry) => entry.state !== "sent").reverse();
  part(document, "[data-sent]").hidden = !told.length;
  part(document, "[data-flush]").hidden = !left;
  const items = told.slice(0, SHOWN).map((entry) => {
    const item = made("t-entry");
    part(item, "[data-what]").textContent = entry.words;
    const state = part(item, "[data-state]");
    state.textContent = say(`state-${entry.state}`);
    state.classList.add(LOOKS[entry.state]);
    part(item, "[data-when]").textContent = when(entry.came_at);
    const isAside = entry.state === "waiting" && entry.problem !== undefined;
    tell(item, "[data-told]", isAside ? say("aside-said", { when: when(entry.again_at ?? 0) }) : entry.told);
    return item;
  });
  part(document, "[data-sent-list]").replaceChildren(...items);
}

function signal(): void {
  tell(document, "[data-signal]", navigator.onLine ? "" : say("offline"));
}

new Scanner(
  (text) => {
    const hash = text.includes("#") ? text.slice(text.indexOf("#")) : "";
    if (ADDRESS.test(hash)) location.hash = hash;
    else wrong(say("stranger"));
  },
  () => wrong(say("camera-failed")),
);
search.addEventListener("input", () => void redraw());
part(document, "[data-find]").addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = search.value.toUpperCase().replace(/[^0-9A-Z]/g, "");
  const sign = typed.replace(/[OILU]/g, (letter) => READ_AS[letter] ?? letter);
  if (!door?.guests.some((guest) => guest.sign && guest.sign === sign)) return;
  search.value = "";
  void byLetter(sign);
});
walk.addEventListener("submit", (event) => {
  event.preventDefault();
  const facts = new FormData(walk);
  const name = String(facts.get("nama") ?? "").trim();
  if (name.length < 2) return wrong(say("need-name"));
  const kind = String(facts.get("jenis"));
  const unit = part<HTMLSelectElement>(walk, "select");
  const named = unit.value ? ` ${unit.selectedOptions[0]?.text ?? ""}` : "";
  const who = { seat: 0, sign: "", kind, name, unit: unit.value, words: `${say(`kind-${kind}`)}${named}, ${name}` };
  walk.reset();
  void enter(who, false);
});
part(document, "[data-flush]").addEventListener("click", () => void courier.now(true));
addEventListener("hashchange", () => void follow());
addEventListener("online", () => {
  signal();
  void refresh();
});
addEventListener("offline", signal);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && navigator.onLine) void refresh();
});

/** The worker keeps this page only on telephones that use it: asked first, before the signal may go. */
async function keepPage(): Promise<void> {
  const registration = await navigator.serviceWorker?.ready;
  registration?.active?.postMessage("keep-door");
}

async function start(): Promise<void> {
  void keepPage();
  await follow();
  document.documentElement.classList.add("door-ready");
  await refresh();
  await courier.now();
  await kept.tidy();
}

signal();
void start();
