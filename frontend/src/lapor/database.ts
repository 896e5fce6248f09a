// The database on the telephone.
//
// The schema only ever grows. A page that is older than the schema goes on writing into it, so a new version that
// arrives while somebody types takes nothing away.
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import type { Work } from "../petugas/work";
import type { Draft, Photo, Sent, Waiting } from "./store";

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft; indexes: { owner: string } };
  photos: { key: string; value: Photo; indexes: { report: string } };
  queue: { key: number; value: Waiting; indexes: { key: string; owner: string } };
  sent: { key: string; value: Sent };
  kept: { key: string; value: unknown };
  work: { key: number; value: Work };
}
type Upgrading = IDBPTransaction<Schema, ("drafts" | "photos" | "queue" | "sent" | "kept" | "work")[], "versionchange">;

const NAME = "rukun";
const VERSION = 3;
// A battery may die the moment after Kirim: what was promised to be kept is on the disk before it is told.
export const SURELY = { durability: "strict" } as const;
let opened: Promise<IDBPDatabase<Schema>> | undefined;

/** The database; opened again after a newer version of the app has taken it over. */
export function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= open().catch((failure) => {
    opened = undefined;
    throw failure;
  });
  return opened;
}

async function open(): Promise<IDBPDatabase<Schema>> {
  const events = {
    blocking: (_now: number, _wanted: number | null, event: IDBVersionChangeEvent) => {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    terminated: () => {
      opened = undefined;
    },
  };
  try {
    return await openDB<Schema>(NAME, VERSION, { ...events, upgrade });
  } catch (failure) {
    // A newer version of the app has been here: its schema holds ours.
    if ((failure as DOMException).name === "VersionError") return openDB<Schema>(NAME, undefined, events);
    throw failure;
  }
}

async function upgrade(db: IDBPDatabase<Schema>, from: number, _to: number | null, tx: Upgrading): Promise<void> {
  if (from < 1) {
    db.createObjectStore("drafts", { keyPath: "key" }).createIndex("owner", "owner");
    const queue = db.createObjectStore("queue", { keyPath: "n", autoIncrement: true });
    queue.createIndex("key", "key", { unique: true });
    queue.createIndex("owner", "owner");
    db.createObjectStore("kept");
  }
  if (from < 2) {
    db.createObjectStore("photos", { keyPath: "id" }).createIndex("report", "report");
    db.createObjectStore("sent", { keyPath: "key" });
    if (from === 1) await photosApart(tx);
  }
  if (from < 3) db.createObjectStore("work", { keyPath: "n", autoIncrement: true });
}

/** Version 1 kept the photos within the draft, and wrote all of them again with every letter typed. */
async function photosApart(tx: Upgrading): Promise<void> {
  for (const store of [tx.objectStore("drafts"), tx.objectStore("queue")]) {
    for (const row of await store.getAll()) {
      const ids: string[] = [];
      for (const blob of row.photos as unknown as Blob[]) {
        const id = newKey();
        await tx.objectStore("photos").put({ id, report: row.key, blob, name: "foto.jpg", added_at: row.updated_at });
        ids.push(id);
      }
      await (store as { put(row: Draft | Waiting): Promise<unknown> }).put({ ...row, photos: ids });
    }
  }
}

/** A name that nobody can guess and no telephone makes twice. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
