// Asking for the guests, and sending who came: in order, each once, from the page or from the worker.
import { inTurn, isItsOwn, notThrough, turnsLeft, type Way } from "../lapor/aside";
import { ask, isRefusal, type Outcome } from "../lapor/send";
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

export async function flushDoor(changed: () => void, asked_at = 0): Promise<Outcome> {
  const left = turnsLeft(await kept.waiting(), asked_at);
  if (left !== "some") return left;
  if (!("locks" in navigator)) return sendAll(changed, asked_at);
  return navigator.locks.request(LOCK, () => sendAll(changed, asked_at)) as Promise<Outcome>;
}

/** Session by session: one that whoever is signed in now does not run waits for another person, on this telephone or
 * later, and holds up none of theirs. */
async function sendAll(changed: () => void, asked_at: number): Promise<Outcome> {
  let ending: Outcome = "done";
  for (const acara of new Set((await kept.waiting()).map((entry) => entry.acara))) {
    const outcome = await sendThose(acara, changed, asked_at);
    if (outcome === "wait") return outcome;
    if (outcome === "sign-in" || ending === "done") ending = outcome;
  }
  return ending;
}

async function sendThose(acara: string, changed: () => void, asked_at: number): Promise<Outcome> {
  const known = await know(acara);
  if ("status" in known) {
    if (known.status === 401 || known.status === 404) return "sign-in";
    return isItsOwn(known.status) ? "aside" : "wait";
  }
  const those = (await kept.waiting()).filter((entry) => entry.acara === acara);
  return inTurn(those, asked_at, async (entry) => {
    const way = await sendOne(entry, known.csrf);
    changed();
    return way;
  });
}

async function sendOne(entry: kept.Entry, csrf: string): Promise<Way> {
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
  const answer = await ask("/sosialisasi/pintu/kirim/", request, ASK_MS);
  const { status, told } = answer;
  if (status === 200 || status === 201) {
    await kept.note(entry, "sent", "");
    return "through";
  }
  if (status === 401) return "sign-in";
  if (isRefusal(answer)) {
    await kept.note(entry, "refused", told.words ?? "");
    return "through";
  }
  const noted = notThrough(entry, status);
  await kept.noteFailed(entry, noted);
  return noted.again_at ? "aside" : "stop";
}
