// Verdicts on their way: kept in the browser first, sent one after the other, each until the server has answered.
//
// A verdict names the report and the verdict that it comes after, and the server takes the same one only once, so that
// sending again does no harm: not after a lost answer, not from a second tab, not after the browser was killed. One that
// fails for itself steps aside with what was said of the same report after it; those of other reports go on.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { ALL, type Aside, inOrder, isDue, isItsOwn, notThrough } from "../lapor/aside";
import { type Answer, ask, isRefusal } from "../lapor/send";

export type Fields = Record<string, string>;
export type Row = Aside & { n?: number; owner: string; code: string; path: string; title: string; fields: Fields };
/** "aside": only verdicts that fail for themselves wait. */
export type State = "sent" | "waiting" | "offline" | "aside" | "sign-in";
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
  aside(row: Row): void;
}

export class Outbox {
  private rows: Row[] = [];
  private db: IDBPDatabase<Schema> | null = null;
  private ready: Promise<void>;
  private running = false;
  private isFull = false;
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
    // Judged again, where nobody knows whether the first verdict arrived: the last word is the one that goes.
    const isBefore = (one: Row) =>
      one.code === code && one.fields.number === fields.number && one.problem !== undefined;
    const stale = this.rows.filter(isBefore);
    this.rows.push(row);
    this.tell("waiting");
    void this.keep(row)
      .then(() => Promise.all(stale.map((one) => this.drop(one))))
      .then(() => this.flush());
  }

  /** Everything that stepped aside, now: somebody asks for it. */
  again(): void {
    for (const row of this.rows) row.again_at = 0;
    void this.flush();
  }

  /** Whose turn it is: of each report what was said of it first, and not while that is aside. */
  private next(): Row | undefined {
    const firsts = this.rows.filter((row, turn) => this.rows.findIndex((one) => one.code === row.code) === turn);
    return inOrder(firsts).find((row) => isDue(row));
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
    try {
      const tx = this.db.transaction("outbox", "readwrite", SURELY);
      const [n] = await Promise.all([tx.store.add({ ...row }), tx.done]);
      row.n = n;
    } catch {
      this.isFull = true; // It is sent as well, and the page says that it cannot keep it.
    }
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
    let inARow = 0;
    for (let row = this.next(); row; row = this.next()) {
      await this.keep(row);
      const state = await this.send(row);
      inARow = state === "aside" ? inARow + 1 : 0;
      if ((state === "sent" || state === "aside") && inARow < ALL) {
        this.failures = 0;
        this.tell(this.rows.length ? "waiting" : "sent");
        continue;
      }
      this.failures += 1;
      this.tell(state === "aside" ? "offline" : state);
      if (state !== "sign-in") this.later(Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.failures - 1, 6)));
      return;
    }
    if (!this.rows.length) return;
    this.tell("aside");
    this.later(LONGEST_MS);
  }

  private later(pause: number): void {
    this.timer = window.setTimeout(() => void this.flush(), pause);
  }

  private async send(row: Row): Promise<State> {
    const answer = await this.post(row);
    const { status, told } = answer;
    if (status === 200) {
      await this.drop(row);
      this.told.given(row, told as unknown as Given);
      return "sent";
    }
    if (status === 401) return "sign-in";
    if (isRefusal(answer)) {
      await this.drop(row);
      this.told.refused(row, told.words ?? "");
      return "sent";
    }
    Object.assign(row, notThrough(row, status));
    if (this.db && row.n !== undefined) await this.db.put("outbox", { ...row });
    if (!isItsOwn(status)) return "offline";
    // It is told once, and not again with every try.
    if (row.failed === 1) this.told.aside(row);
    return "aside";
  }

  /** With the token of the forms; with a fresh one where the server does not know that one any more. */
  private async post(row: Row): Promise<Answer> {
    const body = new FormData();
    for (const [name, value] of Object.entries(row.fields)) body.set(name, value);
    const go = () => ask(row.path, { method: "POST", headers: { "X-CSRFToken": this.token.now() }, body }, PATIENCE_MS);
    const answer = await go();
    if (answer.status !== 403) return answer;
    const state = await this.token.fresh();
    if (state === "waiting") return go();
    return { status: state === "sign-in" ? 401 : 0, told: {} };
  }

  private tell(state: State): void {
    this.told.changed(this.rows.length, state, this.db !== null && !this.isFull);
  }
}
