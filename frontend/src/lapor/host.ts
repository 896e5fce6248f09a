// What the parts of the form know of each other: the draft that is open, and whom to tell that it changed.
import { type Draft, saveDraft } from "./store";

export type Change = "photos" | "place" | "kind" | "words" | "other";
export interface Host {
  form: HTMLFormElement;
  draft: Draft;
  changed(what: Change): void;
}

/** Writes a draft down after every change: one writing at a time, and always the newest state last. */
export class Keeper {
  /** When anything was changed last. */
  touched_at = 0;
  private isDirty = false;
  private writing: Promise<void> = Promise.resolve();
  private isWriting = false;

  constructor(
    private readonly draft: () => Draft,
    private readonly failed: () => void,
  ) {}

  touch(): void {
    this.isDirty = true;
    this.touched_at = Date.now();
    if (!this.isWriting) this.writing = this.write();
  }

  /** Everything that was changed until now is written. */
  settled(): Promise<void> {
    return this.writing;
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    try {
      while (this.isDirty) {
        this.isDirty = false;
        await saveDraft(this.draft(), !document.hidden);
      }
    } catch {
      this.failed();
    } finally {
      this.isWriting = false;
    }
  }
}
