// Files that were chosen for a form: a page that comes back with something wrong has its fields as they were typed, but
// no browser gives a page its files again. They wait in this browser until the form was taken, for whoever chose them.
import { type IDBPDatabase, openDB } from "idb";
import { wrongOnPage } from "./wrong";

const NAME = "rukun-berkas";
const TAB = "rukun:berkas";
const SIGN_IN = "/masuk/";
// Forms that keep what they need by themselves say so.
const INPUTS = "main form[method=post]:not([data-lapor]) input[type=file][name]";
const FORGOTTEN_MS = 3_600_000;

type Row = { id: string; tab: string; whose: string; at: string; to: string; kept_at: number; files: File[] };
type Sent = { tab: string; to: string };

const whose = () => document.body.dataset.whose ?? "";
const inputs = () => [...document.querySelectorAll<HTMLInputElement>(INPUTS)];
const target = (input: HTMLInputElement) => new URL(input.form?.action || location.href).pathname;
// Which of the fields with this name it is: a page may have the same form several times.
const nameOf = (input: HTMLInputElement) =>
  `${input.name}:${inputs()
    .filter((o) => o.name === input.name)
    .indexOf(input)}`;

function database(): Promise<IDBPDatabase> {
  return openDB(NAME, 1, { upgrade: (db) => void db.createObjectStore("files", { keyPath: "id" }) });
}

/** This tab among others: what one of them has chosen is nothing to the next. */
function tab(): string {
  const known = sessionStorage.getItem(`${TAB}-tab`) ?? crypto.randomUUID();
  sessionStorage.setItem(`${TAB}-tab`, known);
  return known;
}

async function keep(input: HTMLInputElement): Promise<void> {
  const to = target(input);
  const id = `${tab()} ${to} ${nameOf(input)}`;
  const files = [...(input.files ?? [])];
  const db = await database();
  const row: Row = { id, tab: tab(), whose: whose(), at: location.pathname, to, kept_at: Date.now(), files };
  await (files.length ? db.put("files", row) : db.delete("files", id));
  db.close();
}

/** Which rows belong to the page that is open, if it is the answer to a form that was not taken. */
function isBack(row: Row, sent: Sent | null, came: string): boolean {
  if (!sent || row.tab !== sent.tab || row.to !== sent.to || !row.whose || row.whose !== whose()) return false;
  if (came.startsWith(SIGN_IN)) return row.at === location.pathname;
  return (row.to === location.pathname || row.at === location.pathname) && wrongOnPage() !== undefined;
}

async function bringBack(sent: Sent | null): Promise<void> {
  const came = document.referrer ? new URL(document.referrer).pathname : "";
  const db = await database();
  for (const row of (await db.getAll("files")) as Row[]) {
    const input = isBack(row, sent, came) ? inputs().find((one) => row.id.endsWith(` ${nameOf(one)}`)) : undefined;
    if (input && !input.files?.length) give(input, row.files);
    else if (row.tab === tab() || Date.now() - row.kept_at > FORGOTTEN_MS) await db.delete("files", row.id);
  }
  db.close();
}

/** As if they had been chosen just now; the sentence that they have to be chosen again is not so any more. */
function give(input: HTMLInputElement, files: File[]): void {
  const carried = new DataTransfer();
  for (const file of files) carried.items.add(file);
  input.files = carried.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  const said = input.closest(".field")?.querySelector<HTMLElement>("[data-again]");
  if (said) said.textContent = said.dataset.again ?? "";
  said?.classList.remove("wrong");
}

/** Without a memory for files all else works, and the page says that they have to be chosen again. */
function begin(): void {
  const quietly = () => undefined;
  const sent = JSON.parse(sessionStorage.getItem(TAB) ?? "null") as Sent | null;
  sessionStorage.removeItem(TAB);
  // What is kept of the page before is looked through first; then comes what was chosen here, also before this listened.
  const ready = bringBack(sent).catch(quietly);
  void ready.then(() => Promise.all(inputs().map((input) => input.files?.length && keep(input)))).catch(quietly);
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.matches(INPUTS)) void ready.then(() => keep(input)).catch(quietly);
  });
  addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const chosen = inputs().find((one) => one.form === form && one.files?.length);
    if (chosen) sessionStorage.setItem(TAB, JSON.stringify({ tab: tab(), to: target(chosen) }));
  });
}

try {
  begin();
} catch {
  // a browser that forbids it
}
