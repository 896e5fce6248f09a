// What the crew's telephone keeps: who it is for, today's tasks with their photos, and what was done, until it is sent.
import { database, newKey, type Photo, photosOf, recall, remember, SURELY } from "../lapor/store";

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
export type Work = {
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

const KEPT_MS = 3 * 86_400_000;

export const crew = () => recall<Crew>("crew");
export const keepCrew = (known: Crew) => remember("crew", known);

export async function shotOf(ticket: string): Promise<Shot | undefined> {
  return (await recall<Record<string, Shot>>("shots"))?.[ticket];
}

export async function keepShot(ticket: string, shot: Shot, blob: Blob): Promise<void> {
  const tx = (await database()).transaction(["kept", "photos"], "readwrite", SURELY);
  const shots = ((await tx.objectStore("kept").get("shots")) ?? {}) as Record<string, Shot>;
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
  const shots = ((await tx.objectStore("kept").get("shots")) ?? {}) as Record<string, Shot>;
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

/** What came of it. Where it was refused the photo stays: nobody shall have to climb down there twice. */
export async function note(entry: Work, state: Work["state"], told: string): Promise<void> {
  const tx = (await database()).transaction(["work", "photos"], "readwrite", SURELY);
  const isHere = state === "sent" || state === "kept";
  const photos = isHere ? [] : entry.photos;
  await tx.objectStore("work").put({ ...entry, state, told, photos });
  if (isHere) for (const id of entry.photos) await tx.objectStore("photos").delete(id);
  await tx.done;
}

/** What was sent some days ago is forgotten. */
export async function tidy(): Promise<void> {
  const tx = (await database()).transaction("work", "readwrite");
  for (const entry of await tx.store.getAll()) {
    if (entry.state !== "waiting" && entry.at < Date.now() - KEPT_MS && entry.n !== undefined) {
      await tx.store.delete(entry.n);
    }
  }
  await tx.done;
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
