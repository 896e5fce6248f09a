// Asking for the guests, and sending who came: in order, each once, from the page or from the worker.
import { ask, type Outcome } from "../lapor/send";
import * as kept from "./kept";

const LOCK = "rukun-pintu";
const ASK_MS = 20_000;
type Told = kept.Door & { csrf: string };

/** What the server says of a session; kept for when there is no signal. */
export async function know(acara: string): Promise<{ csrf: string } | { status: number }> {
  const answer = await ask(`/sosialisasi/pintu/siap.json?acara=${encodeURIComponent(acara)}`, {}, ASK_MS);
  if (answer.status !== 200) return { status: answer.status };
  const { csrf, ...door } = answer.told as unknown as Told;
  await kept.keepDoor({ ...door, kept_at: Date.now() });
  return { csrf };
}

export async function flushDoor(changed: () => void): Promise<Outcome> {
  if (!(await kept.waiting()).length) return "done";
  if (!("locks" in navigator)) return sendAll(changed);
  return navigator.locks.request(LOCK, () => sendAll(changed)) as Promise<Outcome>;
}

/** Session by session: one that whoever is signed in now does not run waits for another person, on this telephone or
 * later, and holds up none of theirs. */
async function sendAll(changed: () => void): Promise<Outcome> {
  let ending: Outcome = "done";
  for (const acara of new Set((await kept.waiting()).map((entry) => entry.acara))) {
    const outcome = await sendThose(acara, changed);
    if (outcome === "wait") return outcome;
    if (outcome === "sign-in") ending = outcome;
  }
  return ending;
}

async function sendThose(acara: string, changed: () => void): Promise<Outcome> {
  const known = await know(acara);
  if ("status" in known) return known.status === 401 || known.status === 404 ? "sign-in" : "wait";
  for (const entry of await kept.waiting()) {
    if (entry.acara !== acara) continue;
    const outcome = await sendOne(entry, known.csrf);
    changed();
    if (outcome !== "done") return outcome;
  }
  return "done";
}

async function sendOne(entry: kept.Entry, csrf: string): Promise<Outcome> {
  const form = new FormData();
  const facts: Record<string, string> = {
    kunci: entry.key,
    acara: entry.acara,
    tanda: entry.sign,
    jabatan: entry.seat && !entry.sign ? String(entry.seat) : "",
    jenis: entry.kind,
    nama: entry.name,
    unit: entry.unit,
    hadir: entry.came_at,
    kirim: new Date().toISOString(),
  };
  for (const [name, value] of Object.entries(facts)) form.set(name, value);
  const request = { method: "POST", headers: { "X-CSRFToken": csrf }, body: form };
  const { status, told } = await ask("/sosialisasi/pintu/kirim/", request, ASK_MS);
  if (status === 200 || status === 201) {
    await kept.note(entry, "sent", "");
    return "done";
  }
  if (status === 401) return "sign-in";
  if ((status === 400 || status === 404 || status === 409) && told.words) {
    await kept.note(entry, "refused", told.words);
    return "done";
  }
  return "wait";
}
