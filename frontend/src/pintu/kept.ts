// What the door's telephone keeps: the guests of each session it was opened for, and who came, until it is sent.
//
// A database of its own: names of guests are forgotten when somebody signs out, what was not sent is not.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Aside } from "../lapor/aside";
import { newKey, SURELY } from "../lapor/database";

export type Guest = { seat: number; words: string; name: string; sign: string; came: boolean };
export type Unit = { code: string; words: string };
/** What the server told last of a session. */
export type Door = {
  acara: string;
  title: string;
  kelurahan: string;
  place: string;
  when: string;
  capacity: number;
  is_cancelled: boolean;
  walk_ins: number;
  guests: Guest[];
  units: Unit[];
  kept_at: number;
};
/** Somebody at the door. `key` is made once: it is what makes sending harmless. */
export type Entry = Aside & {
  n?: number;
  key: string;
  acara: string;
  seat: number;
  sign: string;
  kind: string;
  name: string;
  unit: string;
  words: string;
  came_at: string;
  state: "waiting" | "sent" | "refused";
  sent_at: number;
  told: string;
};
type Who = Pick<Entry, "seat" | "sign" | "kind" | "name" | "unit" | "words">;

interface Schema extends DBSchema {
  doors: { key: string; value: Door };
  entries: { key: number; value: Entry; indexes: { acara: string } };
}
const KEPT_MS = 3 * 86_400_000;
let opened: Promise<IDBPDatabase<Schema>> | undefined;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("rukun-pintu", 1, {
    upgrade(db) {
      db.createObjectStore("doors", { keyPath: "acara" });
      db.createObjectStore("entries", { keyPath: "n", autoIncrement: true }).createIndex("acara", "acara");
    },
    terminated: () => {
      opened = undefined;
    },
  }).catch((failure) => {
    opened = undefined;
    throw failure;
  });
  return opened;
}

export async function doorOf(acara: string): Promise<Door | undefined> {
  return (await database()).get("doors", acara);
}

/** The one that was opened last: for a telephone that is opened again without the address of a session. */
export async function lastDoor(): Promise<Door | undefined> {
  const doors = await (await database()).getAll("doors");
  return doors.sort((a, b) => b.kept_at - a.kept_at)[0];
}

export async function keepDoor(door: Door): Promise<void> {
  await (await database()).put("doors", door);
}

export async function forgetDoors(): Promise<void> {
  await (await database()).clear("doors");
}

/** Whether an entry counts beside the list that was kept at a moment: what arrived before then is in the list, or was
 * taken back since. */
export function isBeside(entry: Entry, kept_at: number): boolean {
  return entry.state === "waiting" || (entry.state === "sent" && entry.sent_at > kept_at);
}

/** Put somebody into the queue; false where the same seat is in it already. One step, so two taps are one. */
export async function enter(acara: string, who: Who): Promise<boolean> {
  const tx = (await database()).transaction(["entries", "doors"], "readwrite", SURELY);
  const entries = tx.objectStore("entries");
  const there = await entries.index("acara").getAll(acara);
  const door = await tx.objectStore("doors").get(acara);
  const isListed = door?.guests.some((guest) => guest.seat === who.seat && guest.came);
  const isBesides = there.some((entry) => entry.seat === who.seat && isBeside(entry, door?.kept_at ?? 0));
  const isThere = who.seat > 0 && (isListed || isBesides);
  if (!isThere) {
    const facts = {
      key: newKey(),
      acara,
      came_at: new Date().toISOString(),
      state: "waiting" as const,
      sent_at: 0,
      told: "",
    };
    await entries.add({ ...facts, ...who });
  }
  await tx.done;
  return !isThere;
}

export async function entriesOf(acara: string): Promise<Entry[]> {
  return (await database()).getAllFromIndex("entries", "acara", acara);
}

export async function waiting(): Promise<Entry[]> {
  return (await (await database()).getAll("entries")).filter((entry) => entry.state === "waiting");
}

export async function note(entry: Entry, state: Entry["state"], told: string): Promise<void> {
  await (await database()).put("entries", { ...entry, state, told, sent_at: Date.now() });
}

/** It waits on, with what is known of why. */
export async function noteFailed(entry: Entry, noted: Aside): Promise<void> {
  await (await database()).put("entries", { ...entry, ...noted });
}

/** What was sent some days ago is forgotten. */
export async function tidy(): Promise<void> {
  const tx = (await database()).transaction("entries", "readwrite");
  for (const entry of await tx.store.getAll()) {
    const isOld = Date.parse(entry.came_at) < Date.now() - KEPT_MS;
    if (entry.state !== "waiting" && isOld && entry.n !== undefined) await tx.store.delete(entry.n);
  }
  await tx.done;
}
