// The queue: rows by keyboard, selection, what is new, and the map beside it. Without this it is a page of forms.
import { listen } from "./keys";
import { Live } from "./live";
import { Selection } from "./selection";

const form = document.querySelector<HTMLFormElement>("[data-queue-form]");
if (form) start(form);
folded();

function start(form: HTMLFormElement): void {
  const selection = new Selection(form);
  const help = document.querySelector<HTMLDialogElement>("[data-help]");
  const live = new Live(form, selection, document.querySelector("[data-chosen-said]"));
  let here = new URLSearchParams(location.search).get("fokus") ?? "";

  const rows = () => [...form.querySelectorAll<HTMLElement>("tbody tr[data-code]")];
  const box = (row?: HTMLElement) => row?.querySelector<HTMLInputElement>("input[name=kode]") ?? null;

  /** The row where one is: the one with the focus, or the last that had it. */
  function current(): number {
    const focused = document.activeElement?.closest<HTMLElement>("tr[data-code]")?.dataset.code;
    return rows().findIndex((row) => row.dataset.code === (focused ?? here));
  }

  function goTo(row: HTMLElement | undefined): void {
    if (!row) return;
    here = row.dataset.code ?? "";
    row.querySelector<HTMLElement>("th a")?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function step(by: number, selecting = false): void {
    const all = rows();
    const at = current();
    const to = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
    if (selecting) selection.toggle(box(all[at]), true);
    goTo(all[to]);
    if (selecting) selection.toggle(box(all[to]), true);
  }

  /** A verb for what is selected; for the row where one is, when nothing is. */
  function verb(button: HTMLButtonElement): void {
    const isAll = form.querySelector<HTMLInputElement>("[name=semua]")?.checked;
    if (!selection.count && !isAll) selection.toggle(box(rows()[current()]), true);
    if (selection.count || isAll) button.click();
  }

  const press = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();
  const verbs = [...form.querySelectorAll<HTMLButtonElement>("[data-bulk-key]")];
  listen({
    j: () => step(1),
    k: () => step(-1),
    "Shift+j": () => step(1, true),
    "Shift+k": () => step(-1, true),
    Home: () => goTo(rows()[0]),
    End: () => goTo(rows().pop()),
    x: () => selection.toggle(box(rows()[current()])),
    a: () => selection.togglePage(),
    n: () => live.reload(),
    "[": () => press("[data-page=before]"),
    "]": () => press("[data-page=next]"),
    "/": () => document.querySelector<HTMLElement>("[data-search]")?.focus(),
    "?": () => help?.showModal(),
    Escape: () => (help?.open ? help.close() : selection.clear()),
    ...Object.fromEntries(verbs.map((button) => [button.dataset.bulkKey ?? "", () => verb(button)])),
  });
  form.addEventListener("focusin", (event) => {
    here = (event.target as HTMLElement).closest<HTMLElement>("tr[data-code]")?.dataset.code ?? here;
  });
  helped(help);
  const find = (code: string) => rows().find((row) => row.dataset.code === code);
  // After the page: going to the part of it that the address names takes the focus away.
  if (here && document.readyState === "complete") goTo(find(here));
  else if (here) addEventListener("load", () => setTimeout(() => goTo(find(here))), { once: true });
  const map = document.querySelector<HTMLElement>("[data-queue-map]");
  if (map) {
    void import("./map").then(({ queueMap }) =>
      queueMap(map, (code) => {
        const row = find(code);
        goTo(row);
        return row !== undefined;
      }),
    );
  }
}

function helped(help: HTMLDialogElement | null): void {
  const opens = document.querySelector<HTMLElement>("[data-help-open]");
  if (!help || !opens) return;
  opens.hidden = false;
  opens.addEventListener("click", () => help.showModal());
  help.querySelector("[data-help-close]")?.addEventListener("click", () => help.close());
}

/** What is empty stands in no address; and Escape leads out of a field, back to the keys. */
function folded(): void {
  const sieve = document.querySelector<HTMLFormElement>("[data-sieve]");
  sieve?.addEventListener("submit", () => {
    for (const field of sieve.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")) {
      if (!field.value) field.disabled = true;
    }
  });
  addEventListener("pageshow", () => {
    for (const field of sieve?.querySelectorAll<HTMLInputElement>(":disabled") ?? []) field.disabled = false;
  });
  sieve?.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement) sieve.requestSubmit();
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key === "Escape" && field instanceof HTMLElement && field.matches("input, select, textarea"))
      field.blur();
  });
}
