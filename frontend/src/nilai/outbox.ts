// Verdicts on their way: kept in the browser first, sent one after the other, each until the server has answered.
//
// A verdict names the report and the verdict that it comes after, and the server takes the same one only once, so that
// sending again does no harm: not after a lost answer, not from a second tab, not after the browser was killed.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { ask } from "../lapor/send";

export type Fields = Record<string, string>;
export type Row = { n?: number; owner: string; code: string; path: string; title: string; fields: Fields };
export type State = "sent" | "waiting" | "offline" | "sign-in";
type Given = { number: number; did: string };

interface Schema extends DBSchema {
  outbox: { key: number; value: Row; indexes: { owner: string } };
}

const NAME = "rukun-nilai";
const LOCK = "rukun-nilai-kirim";
const PATIENCE_MS = 20_000;
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
const SURELY = { durability: "strict" } as const;

/** What the desk is told. `left` is how many wait; `kept` is false where the browser cannot keep them. */
export interface Told {
  changed(left: number, state: State, kept: boolean): void;
  given(row: Row, what: Given): void;
  refused(row: Row, words: string): void;
}

export class Outbox {
  private rows: Row[] = [];
  private db: IDBPDatabase<Schema> | null = null;
  private ready: Promise<void>;
  private running = false;
  private failures = 0;
  private timer = 0;

  constructor(
    private readonly owner: string,
    private readonly token: { now(): string; fresh(): Promise<State> },
    private readonly told: Told,
  ) {
    this.ready = this.open();
    addEventListener("online", () => void this.flush());
    document.addEventListener("visibilitychange", () => void this.flush());
    addEventListener("beforeunload", (event) => {
      if (this.rows.length) event.preventDefault();
    });
  }

  /** The reports whose verdicts did not arrive yet. */
  get codes(): string[] {
    return this.rows.map((row) => row.code);
  }

  /** Take one in. It is counted at once, kept a moment later, and sent only when it is kept. */
  add(code: string, path: string, title: string, fields: Fields): void {
    const row: Row = { owner: this.owner, code, path, title, fields };
    this.rows.push(row);
    this.tell("waiting");
    void this.keep(row).then(() => this.flush());
  }

  private async open(): Promise<void> {
    try {
      this.db = await openDB<Schema>(NAME, 1, {
        upgrade(db) {
          db.createObjectStore("outbox", { keyPath: "n", autoIncrement: true }).createIndex("owner", "owner");
        },
      });
      this.rows = [...(await this.db.getAllFromIndex("outbox", "owner", this.owner)), ...this.rows];
    } catch {
      this.db = null; // Without a memory verdicts are sent as well, and the page says that it cannot keep them.
    }
    if (this.rows.length) this.tell("waiting");
    void this.flush();
  }

  private async keep(row: Row): Promise<void> {
    await this.ready;
    if (!this.db || row.n !== undefined) return;
    const tx = this.db.transaction("outbox", "readwrite", SURELY);
    row.n = await tx.store.add({ ...row });
    await tx.done;
  }

  private async drop(row: Row): Promise<void> {
    this.rows = this.rows.filter((one) => one !== row);
    if (this.db && row.n !== undefined) await this.db.delete("outbox", row.n);
  }

  /** Send everything that is kept, in order. One tab at a time where the browser knows locks. */
  async flush(): Promise<void> {
    await this.ready;
    if (this.running) return;
    this.running = true;
    clearTimeout(this.timer);
    try {
      await (navigator.locks ? navigator.locks.request(LOCK, () => this.sendAll()) : this.sendAll());
    } finally {
      this.running = false;
    }
  }

  private async sendAll(): Promise<void> {
    for (let row = this.rows[0]; row; row = this.rows[0]) {
      await this.keep(row);
      const state = await this.send(row);
      if (state !== "sent") {
        this.failures += 1;
        this.tell(state);
        const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.failures - 1, 6));
        if (state !== "sign-in") this.timer = window.setTimeout(() => void this.flush(), pause);
        return;
      }
      this.failures = 0;
      this.tell(this.rows.length ? "waiting" : "sent");
    }
  }

  private async send(row: Row): Promise<State> {
    const body = new FormData();
    for (const [name, value] of Object.entries(row.fields)) body.set(name, value);
    const request = { method: "POST", headers: { "X-CSRFToken": this.token.now() }, body };
    const { status, told } = await ask(row.path, request, PATIENCE_MS);
    if (status === 200) {
      await this.drop(row);
      this.told.given(row, told as unknown as Given);
      return "sent";
    }
    if (status === 401) return "sign-in";
    if (status === 403) return this.token.fresh();
    if ((status === 400 || status === 404 || status === 409) && told.words) {
      await this.drop(row);
      this.told.refused(row, told.words);
      return "sent";
    }
    return "offline";
  }

  private tell(state: State): void {
    this.told.changed(this.rows.length, state, this.db !== null);
  }
}
