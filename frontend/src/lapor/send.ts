// Sending what waits: in order, each once, from the page or from the worker, never from both at a time.
import { inTurn, notThrough, turnsLeft, type Way } from "./aside";
import { sentStraight } from "./direct";
import * as store from "./store";
import { keepAway } from "./wait";

// "done": nothing waits any longer. "wait": no signal, or the server is busy. "aside": only what failed for itself waits.
// "sign-in": nobody is signed in.
export type Outcome = "done" | "wait" | "aside" | "sign-in";
type Asked = { csrf: string } & store.Ready;
export type Answer = { status: number; told: Record<string, string> };

const LOCK = "rukun-kirim";
const ASK_MS = 20_000;
// A photo over one bar of signal takes its time.
const SEND_MS = 300_000;

/** Send everything that can be sent. Whoever comes second waits for the first, then looks at what is left. */
export async function flush(changed: () => void, asked_at = 0): Promise<Outcome> {
  const left = turnsLeft(await store.toSend(), asked_at);
  if (left !== "some") return left;
  // Without locks two may send the same at once; the server takes a key only once, so that is only waste.
  if (!("locks" in navigator)) return sendAll(changed, asked_at);
  return navigator.locks.request(LOCK, () => sendAll(changed, asked_at)) as Promise<Outcome>;
}

async function sendAll(changed: () => void, asked_at: number): Promise<Outcome> {
  const left = turnsLeft(await store.toSend(), asked_at);
  if (left !== "some") return left;
  const asked = await who();
  if (typeof asked === "string") return asked;
  const mine = (await store.waitingOf(asked.owner)).filter((entry) => entry.state === "waiting");
  return inTurn(mine, asked_at, async (entry) => {
    const way = await sendOne(entry.key, asked.csrf, asked.straight === true);
    changed();
    return way;
  });
}

/** Who is signed in, with a fresh token; what the server says is remembered for when there is no signal. */
export async function who(): Promise<Asked | "wait" | "sign-in"> {
  const answer = await ask("/lapor/siap.json", { method: "GET" }, ASK_MS);
  if (answer.told.code === "sign-in") return "sign-in";
  const asked = answer.told as unknown as Asked;
  if (answer.status !== 200 || typeof asked.owner !== "string") return "wait";
  const { csrf: _csrf, ...ready } = asked;
  await store.remember("ready", ready);
  return asked;
}

/** One report, as it stands now: it may have been thrown away or taken back into the form while others were sent. */
function sendOne(key: string, csrf: string, isStraight: boolean): Promise<Way> {
  return store.heldFast(key, async () => {
    const entry = (await store.outcomeOf(key)).waiting;
    return entry?.state === "waiting" ? sendHeld(entry, csrf, isStraight) : "through";
  }) as Promise<Way>;
}

async function sendHeld(entry: store.Waiting, csrf: string, isStraight: boolean): Promise<Way> {
  const photos = await store.photosOf(entry.photos);
  const claims = isStraight && photos.length ? await sentStraight(photos, csrf) : null;
  let answer = await post(formOf(entry, photos, claims), csrf);
  // The store lost it, or never had it: everything goes the usual way.
  if (claims && answer.status === 409 && answer.told.code === "unsent")
    answer = await post(formOf(entry, photos), csrf);
  const { status, told } = answer;
  if ((status === 200 || status === 201) && told.code && told.url) {
    // Whether the first try had got there was not known when it was taken back into the form.
    const isFirst = status === 200 && entry.is_unsure === true;
    await store.noteSent(entry, { code: told.code, url: told.url, said: told.said ?? "", is_first: isFirst });
    return "through";
  }
  if (status === 401) return "sign-in";
  if (isRefusal(answer)) {
    await store.noteTried(entry, { state: "refused", told: told.words, field: told.field || told.code || "" });
    return "through";
  }
  const noted = notThrough(entry, status);
  await store.noteTried(entry, noted);
  return noted.again_at ? "aside" : "stop";
}

/** Words of our own that say what is wrong with it: then it is for a person to mend. */
export function isRefusal({ status, told }: Answer): boolean {
  return [400, 404, 409, 410, 422].includes(status) && Boolean(told.words);
}

function post(body: FormData, csrf: string): Promise<Answer> {
  return ask("/lapor/kirim/", { method: "POST", headers: { "X-CSRFToken": csrf }, body }, SEND_MS);
}

function formOf(entry: store.Waiting, photos: store.Photo[], claims: string[] | null = null): FormData {
  const form = new FormData();
  const place = entry.place;
  const facts: Record<string, string> = {
    key: entry.key,
    category: entry.kind,
    words: entry.words,
    lat: place ? place.lat.toFixed(6) : "",
    lon: place ? place.lon.toFixed(6) : "",
    settled: place?.settled ?? "",
    kelurahan: entry.by_hand?.kelurahan ?? "",
    rw: entry.by_hand?.rw ?? "",
    rt: entry.by_hand?.rt ?? "",
    for_unit: entry.for_unit ?? "",
    is_private: entry.is_private ? "on" : "",
    captured_at: entry.captured_at,
    // By the same clock as `captured_at`, so that the server sees how wrong that clock is.
    sent_at: new Date().toISOString(),
    took_s: entry.took_s === undefined ? "" : String(entry.took_s),
  };
  for (const [name, value] of Object.entries(facts)) form.set(name, value);
  if (claims) for (const claim of claims) form.append("uploads", claim);
  else for (const photo of photos) form.append("photos", photo.blob, photo.name);
  return form;
}

/** The answer, or status 0 where there is none: no signal, too slow, or somebody else's page in place of ours. */
export async function ask(address: string, request: RequestInit, patience: number): Promise<Answer> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const response = await fetch(address, {
      ...request,
      headers: { Accept: "application/json", ...(request.headers as Record<string, string> | undefined) },
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: stop.signal,
    });
    if (response.status === 503 || response.status === 429) {
      await keepAway(Number(response.headers.get("Retry-After") ?? 0)).catch(() => undefined);
    }
    const is_json = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
    if (!is_json && response.ok) return { status: 0, told: {} };
    return { status: response.status, told: is_json ? await response.json() : {} };
  } catch {
    return { status: 0, told: {} };
  } finally {
    clearTimeout(timer);
  }
}
