// The sheets on the desk: the one that is looked at, those before it, and the next ones, loaded with their pictures.
import { ask } from "../lapor/send";

export interface Entry {
  code: string;
  number: number;
  title: string;
  element: HTMLElement;
  judged: "" | "accept" | "strike";
  /** What it was judged before that was taken back, in case the server refuses to take it back. */
  was: "" | "accept" | "strike";
}
export type Progress = { today: number; hour: number; risky: number; drawn: number };
type Piece = { code: string; number: number; title: string; html: string };
type Answer = { sheets: Piece[]; progress: Progress; csrf: string; owner: string };

const AHEAD = 8;
const AHEAD_LEAST = 8;
const KEPT = 40;
const PATIENCE_MS = 15_000;

export class Sheets {
  readonly trail: Entry[];
  at = 0;
  csrf: string;
  private ahead: Entry[] = [];
  private later: Entry[] = [];
  private asking: Promise<boolean> | null = null;
  private ended = false;
  /** Somebody else has signed in within this browser meanwhile: nothing of this desk goes out in their name. */
  private isAnothers = false;

  constructor(
    first: HTMLElement,
    private readonly address: string,
    private readonly filters: string,
    private readonly owner: string,
    private readonly told: (progress: Progress) => void,
    private readonly unsent: () => string[],
  ) {
    this.trail = [entryOf(first)];
    this.csrf = first.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  }

  get now(): Entry {
    return this.trail[this.at] as Entry;
  }

  find(code: string): Entry | undefined {
    return [...this.trail, ...this.later].find((entry) => entry.code === code);
  }

  /** The one before, or nothing. */
  back(): Entry | undefined {
    if (this.at === 0) return undefined;
    this.at -= 1;
    return this.now;
  }

  /** To one that was looked at before. */
  to(entry: Entry): Entry {
    const found = this.trail.indexOf(entry);
    if (found >= 0) this.at = found;
    else this.put(entry);
    return this.now;
  }

  /** Leave the present one for later: it comes again when nothing else waits. */
  leave(): void {
    const entry = this.now;
    if (entry.judged || this.later.includes(entry)) return;
    this.later.push(entry);
  }

  /** The next one: of those that were passed on the way back, then of those ahead, then of those left for later. */
  next(): Entry | undefined {
    for (let turn = this.at + 1; turn < this.trail.length; turn += 1) {
      const entry = this.trail[turn];
      if (entry && !entry.judged && !this.later.includes(entry)) {
        this.at = turn;
        return entry;
      }
    }
    const entry = this.ahead.shift() ?? (this.ended ? this.later.shift() : undefined);
    if (!entry) return undefined;
    return this.put(entry);
  }

  private put(entry: Entry): Entry {
    const before = this.trail.indexOf(entry);
    if (before >= 0) this.trail.splice(before, 1);
    this.trail.push(entry);
    if (this.trail.length > KEPT) this.trail.shift();
    this.at = this.trail.length - 1;
    return entry;
  }

  /** Have enough ahead; resolves when the server has answered. False where it did not. */
  fill(): Promise<boolean> {
    if (this.ahead.length >= AHEAD_LEAST) return Promise.resolve(true);
    this.asking ??= this.ask(AHEAD).finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** A new token for the forms, after the server refused the old one; "sign-in" where it would be another person's. */
  async fresh(): Promise<"waiting" | "offline" | "sign-in"> {
    if (await this.ask(0)) return "waiting";
    return this.isAnothers ? "sign-in" : "offline";
  }

  private async ask(many: number): Promise<boolean> {
    const asked = new URLSearchParams(this.filters);
    const lying = [...this.later, ...this.trail, ...this.ahead].map((entry) => entry.code);
    // What was judged and did not arrive yet waits at the server still.
    const here = [...this.unsent(), ...lying];
    asked.set("tanpa", [...new Set(here)].join());
    asked.set("banyak", String(many));
    const { status, told } = await ask(`${this.address}?${asked}`, { method: "GET" }, PATIENCE_MS);
    if (status !== 200) return false;
    const answer = told as unknown as Answer;
    this.isAnothers = answer.owner !== this.owner;
    if (this.isAnothers) return false;
    this.csrf = answer.csrf;
    this.told(answer.progress);
    const fresh = answer.sheets.filter((piece) => !here.includes(piece.code));
    if (many) this.ended = fresh.length === 0;
    this.ahead.push(...fresh.map(pieceOf));
    return true;
  }
}

function entryOf(element: HTMLElement): Entry {
  const { code = "", number = "0", title = "" } = element.dataset;
  return { code, number: Number(number), title, element, judged: "", was: "" };
}

/** Out of the server's HTML, with its pictures on their way and decoded before anybody looks. */
function pieceOf(piece: Piece): Entry {
  const template = document.createElement("template");
  template.innerHTML = piece.html;
  const element = document.importNode(template.content, true).querySelector("article") as HTMLElement;
  for (const picture of element.querySelectorAll("img")) void picture.decode().catch(() => undefined);
  return { ...entryOf(element), number: piece.number, title: piece.title };
}
