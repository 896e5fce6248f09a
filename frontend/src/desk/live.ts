// What changed while somebody looks: rows that changed are marked where they stand, new ones are counted and wait.
// Nothing moves by itself: not the list, not the selection, not the focus.
import type { Selection } from "./selection";

const EVERY_MS = 20_000;

interface News {
  stamp: string;
  rows: Record<string, string>;
  gone: string[];
  new: number;
}

export class Live {
  private stamp: string;
  private tag = "";
  private asking: AbortController | undefined;
  private show = document.querySelector<HTMLButtonElement>("[data-news-show]");

  constructor(
    private form: HTMLFormElement,
    private selection: Selection,
    private said: HTMLElement | null,
  ) {
    this.stamp = form.dataset.stamp ?? "";
    this.show?.addEventListener("click", () => this.reload());
    setInterval(() => void this.look(), EVERY_MS);
    document.addEventListener("visibilitychange", () => void this.look());
    addEventListener("online", () => void this.look());
    // For whoever drives the page: ask now instead of soon.
    document.addEventListener("rukun:look", () => void this.look());
  }

  /** The list anew, from its beginning; what was selected is selected again. */
  reload(): void {
    if (this.show?.hidden ?? true) return;
    const address = new URL(location.href);
    for (const name of ["sesudah", "sebelum", "fokus", "jadi"]) address.searchParams.delete(name);
    location.assign(address);
  }

  async look(): Promise<void> {
    if (document.hidden || this.asking) return;
    const rows = [...this.form.querySelectorAll<HTMLElement>("tbody tr[data-code]:not(.gone)")];
    const address = new URL(this.form.dataset.live ?? "", location.href);
    address.searchParams.set("cap", this.stamp);
    address.searchParams.set("sejak", this.form.dataset.since ?? "");
    address.searchParams.set("ada", rows.map((row) => row.dataset.code).join());
    this.asking = new AbortController();
    try {
      const headers: Record<string, string> = { Accept: "application/json" };
      if (this.tag) headers["If-None-Match"] = this.tag;
      const answer = await fetch(address, { headers, signal: this.asking.signal });
      if (answer.status !== 200) return;
      this.tag = answer.headers.get("ETag") ?? "";
      this.tell((await answer.json()) as News);
    } catch {
      // No signal: the list stays as it is, and is asked for again soon.
    } finally {
      this.asking = undefined;
    }
  }

  private tell(news: News): void {
    this.stamp = news.stamp;
    let changed = 0;
    for (const [code, html] of Object.entries(news.rows)) if (this.renew(code, html)) changed += 1;
    for (const code of news.gone) if (this.take(code)) changed += 1;
    if (this.show) {
      this.show.hidden = !news.new;
      const words = (this.form.dataset.new ?? "").replace("{n}", String(news.new));
      if (this.show.textContent !== words) this.show.textContent = words;
    }
    if (changed && this.said) {
      this.said.textContent = (this.form.dataset.changedSaid ?? "").replace("{n}", String(changed));
    }
    this.selection.tell();
  }

  /** Puts the new words of a row in its place, with its tick and the focus as they were; false where nothing is new. */
  private renew(code: string, html: string): boolean {
    const old = this.row(code);
    const made = document.createElement("template");
    made.innerHTML = `<table><tbody>${html}</tbody></table>`;
    const row = made.content.querySelector("tr");
    if (!old || !row || old.dataset.written === html) return false;
    row.dataset.written = html;
    const box = row.querySelector<HTMLInputElement>("input[name=kode]");
    if (box) box.checked = old.querySelector<HTMLInputElement>("input[name=kode]")?.checked ?? false;
    const focused = old.contains(document.activeElement) ? document.activeElement?.tagName.toLowerCase() : "";
    row.classList.add("changed");
    this.note(row, this.form.dataset.changed ?? "");
    old.replaceWith(row);
    if (focused) row.querySelector<HTMLElement>(focused)?.focus({ preventScroll: true });
    return true;
  }

  private take(code: string): boolean {
    const row = this.row(code);
    if (!row || row.classList.contains("gone")) return false;
    row.classList.add("gone");
    this.note(row, this.form.dataset.gone ?? "");
    const box = row.querySelector<HTMLInputElement>("input[name=kode]");
    if (box) {
      box.checked = false;
      box.disabled = true;
    }
    return true;
  }

  private note(row: HTMLElement, words: string): void {
    const note = document.createElement("span");
    note.className = "note news";
    note.textContent = words;
    row.querySelector(".chips")?.append(note);
  }

  private row(code: string): HTMLElement | null {
    return this.form.querySelector(`tr[data-code="${CSS.escape(code)}"]`);
  }
}
