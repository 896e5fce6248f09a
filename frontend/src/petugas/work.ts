// What the crew's telephone keeps: who it is for, today's tasks with their photos, and what was done, until it is sent.
import type { Aside } from "../lapor/aside";
import { database, newKey, SURELY } from "../lapor/database";
import { type Photo, photosOf, recall, remember } from "../lapor/store";

export type Task = {
  code: string;
  kind: string;
  icon: string;
  words: string;
  place: string;
  lat: number | null;
  lon: number | null;
  due_at: string;
  before: string;
};
/** What the server told last. `off` is how far our clock is before the telephone's, in milliseconds. */
export type Crew = {
  owner: string;
  pass: number;
  name: string;
  office: string;
  day: string;
  is_over: boolean;
  secret: string;
  done: number;
  off: number;
  tasks: Task[];
};
/** What was done with one task. `key` is made once: it is what makes sending harmless. */
export type Work = Aside & {
  key: string;
  n?: number;
  owner: string;
  pass: number;
  ticket: string;
  kind: string;
  did: "done" | "cannot";
  words: string;
  source: string;
  taken_at: string;
  lat: number | null;
  lon: number | null;
  photos: string[];
  state: "waiting" | "sent" | "kept" | "refused";
  told: string;
  at: number;
};
/** A photo taken for a task that is not finished yet: a killed browser takes nothing away. */
export type Shot = Pick<Work, "source" | "taken_at" | "lat" | "lon"> & { photo: string; code: string };

type Shots = Record<string, Shot>;

const KEPT_MS = 3 * 86_400_000;

export const crew = () => recall<Crew>("crew");
export const keepCrew = (known: Crew) => remember("crew", known);

export async function shotOf(ticket: string): Promise<Shot | undefined> {
  return (await recall<Shots>("shots"))?.[ticket];
}

export async function keepShot(ticket: string, shot: Shot, blob: Blob): Promise<void> {
  const tx = (await database()).transaction(["kept", "photos"], "readwrite", SURELY);
  const shots = await shotsIn(tx);
  const old = shots[ticket];
  if (old) await tx.objectStore("photos").delete(old.photo);
  const photo: Photo = { id: shot.photo, report: `crew:${ticket}`, blob, name: "bukti.jpg", added_at: Date.now() };
  await tx.objectStore("photos").put(photo);
  await tx.objectStore("kept").put({ ...shots, [ticket]: shot }, "shots");
  await tx.done;
}

/** Done: the photo goes from the task into the queue, in one step; a second tap finds the task gone from there. */
export async function finish(known: Crew, task: Task, did: Work["did"], words: string): Promise<boolean> {
  const tx = (await database()).transaction(["kept", "work"], "readwrite", SURELY);
  const shots = await shotsIn(tx);
  const { [task.code]: shot, ...others } = shots;
  const now = (await tx.objectStore("kept").get("crew")) as Crew | undefined;
  if ((did === "done" && !shot) || !now?.tasks.some((one) => one.code === task.code)) return false;
  const entry: Work = {
    key: newKey(),
    owner: known.owner,
    pass: known.pass,
    ticket: task.code,
    kind: task.kind,
    did,
    words,
    source: did === "done" ? (shot?.source ?? "") : "",
    taken_at: shot?.taken_at ?? new Date().toISOString(),
    lat: shot?.lat ?? null,
    lon: shot?.lon ?? null,
    photos: did === "done" && shot ? [shot.photo] : [],
    state: "waiting",
    told: "",
    at: Date.now(),
  };
  await tx.objectStore("work").add(entry);
  if (did === "done") await tx.objectStore("kept").put(others, "shots");
  await tx.objectStore("kept").put({ ...now, tasks: now.tasks.filter((one) => one.code !== task.code) }, "crew");
  await tx.done;
  return true;
}

export async function allWork(): Promise<Work[]> {
  return (await database()).getAll("work");
}

export async function waitingWork(): Promise<Work[]> {
  return (await allWork()).filter((entry) => entry.state === "waiting");
}

export async function photoOf(entry: Work): Promise<Photo | undefined> {
  return (await photosOf(entry.photos))[0];
}

/** What came of it. Where it was refused the photo stays: nobody shall have to climb down there twice. Once the server has
 * it, the photo that goes with it goes; so does one that was taken for a task and not sent, because it was not possible. */
export async function note(entry: Work, state: Work["state"], told: string): Promise<void> {
  const tx = (await database()).transaction(["work", "photos", "kept"], "readwrite", SURELY);
  const isHere = state === "sent" || state === "kept";
  const photos = isHere ? [] : entry.photos;
  await tx.objectStore("work").put({ ...entry, state, told, photos });
  if (isHere) {
    const { [entry.ticket]: shot, ...others } = await shotsIn(tx);
    // One that was taken since belongs to the same task, given out anew.
    const isOfThis = shot !== undefined && Date.parse(shot.taken_at) <= entry.at;
    if (isOfThis) await tx.objectStore("kept").put(others, "shots");
    for (const id of isOfThis ? [...entry.photos, shot.photo] : entry.photos) await tx.objectStore("photos").delete(id);
  }
  await tx.done;
}

/** It waits on, with what is known of why. */
export async function noteFailed(entry: Work, noted: Aside): Promise<void> {
  await (await database()).put("work", { ...entry, ...noted });
}

/** What was done some days ago is forgotten, and what was photographed for tasks that are not here any more. */
export async function tidy(): Promise<void> {
  const tx = (await database()).transaction(["work", "photos", "kept"], "readwrite");
  const limit = Date.now() - KEPT_MS;
  const rows = await tx.objectStore("work").getAll();
  const old = rows.filter((entry) => entry.state !== "waiting" && entry.at < limit);
  const known = (await tx.objectStore("kept").get("crew")) as Crew | undefined;
  const needed = new Set([...(known?.tasks ?? []).map((task) => task.code), ...waitingIn(rows)]);
  const shots = Object.entries(await shotsIn(tx));
  const gone = shots.filter(([ticket, shot]) => !needed.has(ticket) && Date.parse(shot.taken_at) < limit);
  if (gone.length) {
    const left = shots.filter((one) => !gone.includes(one));
    await tx.objectStore("kept").put(Object.fromEntries(left), "shots");
  }
  const photos = [...old.flatMap((entry) => entry.photos), ...gone.map(([, shot]) => shot.photo)];
  for (const id of photos) await tx.objectStore("photos").delete(id);
  for (const entry of old) if (entry.n !== undefined) await tx.objectStore("work").delete(entry.n);
  await tx.done;
}

const waitingIn = (rows: Work[]) => rows.filter((entry) => entry.state === "waiting").map((entry) => entry.ticket);

/** What was photographed for tasks that are not finished yet. */
async function shotsIn(tx: { objectStore(name: "kept"): { get(key: string): Promise<unknown> } }): Promise<Shots> {
  return ((await tx.objectStore("kept").get("shots")) ?? {}) as Shots;
}

/** The photo of before, kept with the task. */
export async function beforeOf(task: Task): Promise<Blob | undefined> {
  if (!task.before) return undefined;
  const known = (await photosOf([`before:${task.before}`]))[0];
  if (known) return known.blob;
  const answer = await fetch(`/petugas/foto/${task.before}.jpg?ukuran=800`, { credentials: "same-origin" });
  if (!answer.ok) return undefined;
  const blob = await answer.blob();
  const row = {
    id: `before:${task.before}`,
    report: `crew:${task.code}`,
    blob,
    name: "sebelum.jpg",
    added_at: Date.now(),
  };
  await (await database()).put("photos", row);
  return blob;
}

/** Photos of before whose task is no longer here. */
export async function dropBefores(tasks: Task[]): Promise<void> {
  const wanted = new Set(tasks.map((task) => `before:${task.before}`));
  const tx = (await database()).transaction("photos", "readwrite");
  for (const id of await tx.store.getAllKeys(IDBKeyRange.bound("before:", "before;"))) {
    if (!wanted.has(id)) await tx.store.delete(id);
  }
  await tx.done;
}
