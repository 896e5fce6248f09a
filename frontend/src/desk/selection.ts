// Which rows are selected: by click, by shift and click, by key, the whole page, or all that match.
export class Selection {
  private last: HTMLInputElement | undefined;
  private said: HTMLElement | null;
  private bar: HTMLElement | null;
  private page: HTMLInputElement | null;
  private matching: HTMLInputElement | null;
  private kept: string;

  constructor(private form: HTMLFormElement) {
    this.said = form.querySelector("[data-chosen-said]");
    this.bar = form.querySelector("[data-bulk]");
    this.page = form.querySelector("[data-select-page]");
    this.matching = form.querySelector("[data-all-matching] input");
    this.kept = `rukun-chosen:${location.pathname}`;
    for (const hidden of form.querySelectorAll<HTMLElement>("[data-all-rows], [data-clear]")) hidden.hidden = false;
    this.recall();
    form.addEventListener("click", (event) => this.clicked(event));
    form.addEventListener("change", (event) => this.changed(event));
    form.querySelector("[data-clear]")?.addEventListener("click", () => this.clear());
    form.addEventListener("submit", () => sessionStorage.removeItem(this.kept));
    this.tell();
  }

  get boxes(): HTMLInputElement[] {
    return [...this.form.querySelectorAll<HTMLInputElement>("tbody input[name=kode]:not(:disabled)")];
  }

  get count(): number {
    return this.boxes.filter((box) => box.checked).length;
  }

  toggle(box: HTMLInputElement | null, on?: boolean): void {
    if (!box || box.disabled) return;
    box.checked = on ?? !box.checked;
    this.last = box;
    this.tell();
  }

  togglePage(): void {
    const all = this.boxes;
    const on = !all.every((box) => box.checked);
    for (const box of all) box.checked = on;
    this.tell();
  }

  clear(): void {
    for (const box of this.boxes) box.checked = false;
    if (this.matching) this.matching.checked = false;
    this.tell();
  }

  /** Says how many are selected, and keeps which, so that a look at a ticket does not lose them. */
  tell(): void {
    const count = this.count;
    const isAll = this.matching?.checked ?? false;
    for (const box of this.boxes) box.closest("tr")?.classList.toggle("chosen", box.checked);
    if (this.page) {
      this.page.checked = count > 0 && count === this.boxes.length;
      this.page.indeterminate = count > 0 && count < this.boxes.length;
    }
    if (this.bar) this.bar.hidden = !count && !isAll;
    const { chosen = "{n}", all = "{n}", total = "0" } = this.form.dataset;
    const words = isAll ? all.replace("{n}", total) : count ? chosen.replace("{n}", String(count)) : "";
    if (this.said && this.said.textContent !== words) this.said.textContent = words;
    const codes = this.boxes.filter((box) => box.checked).map((box) => box.value);
    if (codes.length) sessionStorage.setItem(this.kept, codes.join());
    else sessionStorage.removeItem(this.kept);
  }

  private recall(): void {
    const codes = new Set((sessionStorage.getItem(this.kept) ?? "").split(","));
    for (const box of this.boxes) if (codes.has(box.value)) box.checked = true;
  }

  private clicked(event: MouseEvent): void {
    const box = (event.target as HTMLElement).closest<HTMLInputElement>("input[name=kode]");
    if (!box) return;
    if (event.shiftKey && this.last) this.reach(this.last, box);
    this.last = box;
  }

  private reach(from: HTMLInputElement, to: HTMLInputElement): void {
    const all = this.boxes;
    const [first, last] = [all.indexOf(from), all.indexOf(to)].sort((a, b) => a - b) as [number, number];
    for (const box of all.slice(Math.max(0, first), last + 1)) box.checked = to.checked;
    this.tell();
  }

  private changed(event: Event): void {
    const target = event.target as HTMLElement;
    if (target === this.page) {
      for (const box of this.boxes) box.checked = this.page?.checked ?? false;
    }
    this.tell();
  }
}
