// The panel with the reasons to strike: opened by S, a digit chooses, Enter sends.
import { part, say } from "../lapor/words";
import { aloud } from "./telling";

export class Panel {
  constructor(private readonly host: HTMLElement) {}

  private get box(): HTMLDetailsElement | null {
    return this.host.querySelector<HTMLDetailsElement>("[data-coret]");
  }

  get isOpen(): boolean {
    return this.box?.open ?? false;
  }

  open(): void {
    if (!this.box) return;
    this.box.open = true;
    part<HTMLInputElement>(this.box, "[name=reason]").focus();
    aloud(say("choose-reason"));
  }

  close(): void {
    if (!this.box?.open) return;
    this.box.open = false;
    this.box.querySelector("form")?.reset();
    this.complain("");
  }

  choose(digit: string): void {
    const chosen = this.box?.querySelector<HTMLInputElement>(`[data-angka="${digit}"]`);
    if (!this.box || !chosen) return;
    chosen.checked = true;
    this.complain("");
    part<HTMLInputElement>(this.box, "[name=note]").focus();
  }

  /** What was chosen; nothing, and words in the panel, while something is missing. */
  read(): Record<string, string> | undefined {
    if (!this.box) return undefined;
    const fields = new FormData(part<HTMLFormElement>(this.box, "form"));
    const stated = (name: string) => String(fields.get(name) ?? "").trim();
    const reason = stated("reason");
    const same = reason === "duplicate" ? stated("same") : "";
    const note = stated("note");
    if (!reason) this.complain(say("choose-reason"));
    else if (reason === "duplicate" && !same && !note) this.complain(say("name-same"));
    else return { reason, note, same };
    return undefined;
  }

  private complain(words: string): void {
    if (!this.box) return;
    const said = part(this.box, "[data-salah]");
    said.textContent = words;
    said.hidden = !words;
  }
}
