// Asking for the tasks, and sending what was done: in order, each once, from the page or from the worker.
import { inTurn, notThrough, turnsLeft, type Way } from "../lapor/aside";
import { ask, isRefusal, type Outcome } from "../lapor/send";
import * as work from "./work";

const LOCK = "rukun-petugas";
const ASK_MS = 20_000;
const SEND_MS = 300_000;
type Told = work.Crew & { csrf: string; now: number };

/** What the server says of this telephone; kept for when there is no signal. */
export async function know(): Promise<{ csrf: string } | { status: number; words: string }> {
  const asked = Date.now();
  const answer = await ask("/petugas/siap.json", { method: "GET" }, ASK_MS);
  if (answer.status !== 200) return { status: answer.status, words: answer.told.words ?? "" };
  const { csrf: fresh, now, ...told } = answer.told as unknown as Told;
  // The way there and back took a while: half of it is the best guess.
  const off = now - (asked + Date.now()) / 2;
  const gone = new Set((await work.waitingWork()).map((entry) => entry.ticket));
  await work.keepCrew({ ...told, off, tasks: told.tasks.filter((task) => !gone.has(task.code)) });
  return { csrf: fresh };
}

export async function flushWork(changed: () => void, asked_at = 0): Promise<Outcome> {
  const left = turnsLeft(await work.waitingWork(), asked_at);
  if (left !== "some") return left;
  if (!("locks" in navigator)) return sendAll(changed, asked_at);
  return navigator.locks.request(LOCK, () => sendAll(changed, asked_at)) as Promise<Outcome>;
}

async function sendAll(changed: () => void, asked_at: number): Promise<Outcome> {
  const left = turnsLeft(await work.waitingWork(), asked_at);
  if (left !== "some") return left;
  const known = await know();
  if ("status" in known) return known.status === 404 || known.status === 409 ? "sign-in" : "wait";
  const owner = (await work.crew())?.owner;
  // What another did on this telephone waits for their own link: under this one it would be refused.
  const mine = (await work.waitingWork()).filter((entry) => entry.owner === owner);
  return inTurn(mine, asked_at, async (entry) => {
    const way = await sendOne(entry, known.csrf);
    changed();
    return way;
  });
}

async function sendOne(entry: work.Work, csrf: string): Promise<Way> {
  const photo = await work.photoOf(entry);
  const form = new FormData();
  const facts: Record<string, string> = {
    key: entry.key,
    pass: String(entry.pass),
    ticket: entry.ticket,
    did: entry.did,
    words: entry.words,
    source: entry.source,
    taken_at: entry.taken_at,
    sent_at: new Date().toISOString(),
    lat: entry.lat?.toFixed(6) ?? "",
    lon: entry.lon?.toFixed(6) ?? "",
  };
  for (const [name, value] of Object.entries(facts)) form.set(name, value);
  if (photo) form.set("photo", photo.blob, photo.name);
  const request = { method: "POST", headers: { "X-CSRFToken": csrf }, body: form };
  const answer = await ask("/petugas/kirim/", request, SEND_MS);
  const { status, told } = answer;
  if (status === 200 || status === 201) {
    const isKept = (told.is_kept as unknown) === true;
    await work.note(entry, isKept ? "kept" : "sent", [told.words, told.note].filter(Boolean).join(" "));
    return "through";
  }
  if (isRefusal(answer)) {
    await work.note(entry, "refused", told.words ?? "");
    return "through";
  }
  const noted = notThrough(entry, status);
  await work.noteFailed(entry, noted);
  return noted.again_at ? "aside" : "stop";
}
