// What is kept on the telephone: drafts while they are written, reports that wait for signal, and what was known last.
import type { Shot } from "../petugas/work";
import type { Aside } from "./aside";
import { database, newKey, SURELY } from "./database";

export type Place = { lat: number; lon: number; accuracy: number | null; words: string; settled: string };
export type ByHand = { kelurahan: string; rw: string; rt: string; words: string };

/** One report, from its first tap on. `key` is made once and never changes: it is what makes sending harmless. */
export type Draft = {
  key: string;
  owner: string;
  captured_at: string;
  updated_at: number;
  kind: string;
  kind_words: string;
  words: string;
  place: Place | null;
  by_hand: ByHand | null;
  for_unit: string | null;
  is_private: boolean;
  photos: string[];
  /** How many seconds the form was before the person's eyes until Kirim; older drafts do not know. */
  took_s?: number;
  /** It was sent off before, nobody knows whether it got there, and it was taken back into the form to be mended. */
  is_unsure?: boolean;
};
/** A report after Kirim: `refused` with the server's words, or waiting for its turn. */
export type Waiting = Draft &
  Aside & {
    n?: number;
    state: "waiting" | "refused";
    tries: number;
    told: string;
    field: string;
    queued_at?: number;
  };
export type Sent = {
  key: string;
  owner: string;
  code: string;
  url: string;
  said?: string;
  /** What was mended is not in it: the first try had got there after all. */
  is_first?: boolean;
  kind_words: string;
  sent_at: number;
  queued_at?: number;
};
export type Photo = { id: string; report: string; blob: Blob; name: string; added_at: number };
export type Seat = { code: string; words: string; unit?: string };
export type Ready = { owner: string; seats: Seat[]; home: string; kinds: string[]; straight?: boolean };
export type Units = { code: string; name: string; rw: { code: string; name: string; rt: Seat[] }[] };

const SENT_KEPT = 10;
const DAY_MS = 86_400_000;

export function newDraft(owner: string): Draft {
  const now = new Date();
  return {
    key: newKey(),
    owner,
    captured_at: now.toISOString(),
    updated_at: now.getTime(),
    kind: "",
    kind_words: "",
    words: "",
    place: null,
    by_hand: null,
    for_unit: null,
    is_private: false,
    photos: [],
  };
}

/** Whether somebody put anything into it; a place that was found by itself is nothing yet. */
export function isBegun(draft: Draft): boolean {
  return Boolean(draft.photos.length || draft.kind || draft.words.trim() || draft.by_hand);
}

/** When it began; now, where there is nothing in it yet: its form may have stood open for days. */
export function begunAt(draft: Draft): string {
  return isBegun(draft) ? draft.captured_at : new Date().toISOString();
}

/** A page that nobody looks at (it found its place, say) does not write over what another tab has written since. */
export async function saveDraft(draft: Draft, isSeen: boolean): Promise<void> {
  const tx = (await database()).transaction("drafts", "readwrite");
  const there = await tx.store.get(draft.key);
  const isBehind = !isSeen && there !== undefined && there.updated_at > draft.updated_at;
  if (!isBehind) {
    draft.updated_at = Date.now();
    await (isBegun(draft) ? tx.store.put(draft) : tx.store.delete(draft.key));
  }
  await tx.done;
}

/** The drafts of this person, the one touched last first. */
export async function draftsOf(owner: string): Promise<Draft[]> {
  const found = await (await database()).getAllFromIndex("drafts", "owner", owner);
  return found.sort((a, b) => b.updated_at - a.updated_at);
}

/** A draft or a waiting report, and its photos, are gone for good. */
export async function discard(key: string): Promise<void> {
  const tx = (await database()).transaction(["drafts", "queue", "photos"], "readwrite");
  await tx.objectStore("drafts").delete(key);
  const n = await tx.objectStore("queue").index("key").getKey(key);
  if (n !== undefined) await tx.objectStore("queue").delete(n);
  for (const id of await tx.objectStore("photos").index("report").getAllKeys(key)) {
    await tx.objectStore("photos").delete(id);
  }
  await tx.done;
}

/** Only the draft itself: its photos stay a while, for whoever changes their mind. */
export async function dropDraft(key: string): Promise<void> {
  await (await database()).delete("drafts", key);
}

/** Photos of nothing: of a draft that was dropped, or whose browser died in between. A day old, they go. */
export async function sweep(): Promise<void> {
  const tx = (await database()).transaction(["drafts", "queue", "photos", "work", "kept"], "readwrite");
  const stores = ["drafts", "queue", "work"] as const;
  const rows = (await Promise.all(stores.map((store) => tx.objectStore(store).getAll()))).flat();
  const shots = Object.values(((await tx.objectStore("kept").get("shots")) ?? {}) as Record<string, Shot>);
  const used = new Set([...rows.flatMap((row) => row.photos), ...shots.map((shot) => shot.photo)]);
  const limit = Date.now() - DAY_MS;
  let cursor = await tx.objectStore("photos").openCursor();
  while (cursor) {
    if (!used.has(cursor.value.id) && cursor.value.added_at < limit) await cursor.delete();
    cursor = await cursor.continue();
  }
  await tx.done;
}

export async function addPhoto(photo: Photo): Promise<void> {
  await (await database()).put("photos", photo);
}

export async function removePhoto(id: string): Promise<void> {
  await (await database()).delete("photos", id);
}

/** The photos with these names, in this order. */
export async function photosOf(ids: string[]): Promise<Photo[]> {
  const tx = (await database()).transaction("photos");
  const found = await Promise.all(ids.map((id) => tx.store.get(id)));
  return found.filter((photo): photo is Photo => photo !== undefined);
}

/** The draft takes its place in the queue. A second tap on Kirim finds its key there, and changes nothing. */
export async function enqueue(draft: Draft): Promise<void> {
  const tx = (await database()).transaction(["drafts", "queue"], "readwrite", SURELY);
  const queue = tx.objectStore("queue");
  if ((await queue.index("key").getKey(draft.key)) === undefined) {
    await queue.add({ ...draft, state: "waiting", tries: 0, told: "", field: "", queued_at: Date.now() });
  }
  await tx.objectStore("drafts").delete(draft.key);
  await tx.done;
}

/** One at a time does something with the report of this key, in any page or worker. With `now` whoever finds it taken
 * gets null at once, and changes nothing. Without locks nobody waits: the server takes a key only once. */
export async function heldFast<Told>(key: string, work: () => Promise<Told>, now = false): Promise<Told | null> {
  if (!("locks" in navigator)) return work();
  const held = (lock: Lock | null) => (lock ? work() : null);
  return navigator.locks.request(`rukun-laporan-${key}`, { ifAvailable: now }, held) as Promise<Told | null>;
}

/** What was refused, or stepped aside, becomes a draft again with everything in it; null when it is no longer there, or
 * on its way at this moment. */
export function mend(key: string): Promise<Draft | null> {
  return heldFast(key, () => takenBack(key), true);
}

async function takenBack(key: string): Promise<Draft | null> {
  const tx = (await database()).transaction(["drafts", "queue"], "readwrite");
  const queue = tx.objectStore("queue");
  const found = await queue.index("key").get(key);
  if (found?.n === undefined) return null;
  const { n, state, tries: _tries, told: _told, field: _field, queued_at: _queued_at, ...rest } = found;
  const { failed_at: _failed_at, failed: _failed, problem: _problem, again_at: _again_at, ...draft } = rest;
  const again = { ...draft, is_unsure: state === "waiting", updated_at: Date.now() };
  await tx.objectStore("drafts").put(again);
  await queue.delete(n);
  await tx.done;
  return again;
}

/** What this person has waiting, in the order in which Kirim was pressed. */
export async function waitingOf(owner: string): Promise<Waiting[]> {
  return (await database()).getAllFromIndex("queue", "owner", owner);
}

/** What anybody at all has to send. */
export async function toSend(): Promise<Waiting[]> {
  return (await (await database()).getAll("queue")).filter((entry) => entry.state === "waiting");
}

export async function noteTried(entry: Waiting, change: Partial<Waiting>): Promise<void> {
  const tx = (await database()).transaction("queue", "readwrite");
  const now = entry.n === undefined ? undefined : await tx.store.get(entry.n);
  if (now) await tx.store.put({ ...now, tries: now.tries + 1, ...change });
  await tx.done;
}

/** The server has it: only what shows so is kept, and what was said of who has it now. */
export async function noteSent(entry: Waiting, told: Pick<Sent, "code" | "url" | "said" | "is_first">): Promise<void> {
  const { key, owner, kind_words, queued_at } = entry;
  const tx = (await database()).transaction(["queue", "photos", "sent"], "readwrite", SURELY);
  const n = await tx.objectStore("queue").index("key").getKey(key);
  if (n !== undefined) await tx.objectStore("queue").delete(n);
  for (const id of await tx.objectStore("photos").index("report").getAllKeys(key)) {
    await tx.objectStore("photos").delete(id);
  }
  const sent = tx.objectStore("sent");
  await sent.put({ key, owner, ...told, kind_words, queued_at, sent_at: Date.now() });
  const old = (await sent.getAll()).sort((a, b) => b.sent_at - a.sent_at).slice(SENT_KEPT);
  for (const row of old) await sent.delete(row.key);
  await tx.done;
}

/** What came of the report with this key: sent, refused, waiting, or nothing known. */
export async function outcomeOf(key: string): Promise<{ sent?: Sent; waiting?: Waiting }> {
  const db = await database();
  return { sent: await db.get("sent", key), waiting: await db.getFromIndex("queue", "key", key) };
}

export async function recall<T>(name: string): Promise<T | undefined> {
  return (await (await database()).get("kept", name)) as T | undefined;
}

export async function remember(name: string, what: unknown): Promise<void> {
  await (await database()).put("kept", what, name);
}

/** Somebody signs out: the telephone no longer knows who uses it. Their reports stay, unseen, until they come back. */
export async function forgetWho(): Promise<void> {
  await (await database()).delete("kept", "ready");
}
