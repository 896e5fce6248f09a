// Desks by keyboard: single keys, wherever nobody is typing.
export type Keys = Record<string, ((event: KeyboardEvent) => void) | undefined>;

/** What each key does; keys are named as the browser names them, letters small (with `Shift+` before them if held). */
export function listen(keys: Keys): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const isLetter = /^[a-z]$/.test(name);
    const act = keys[isLetter && event.shiftKey ? `Shift+${name}` : name];
    if (act) {
      event.preventDefault();
      act(event);
    } else if (!(isLetter && event.shiftKey)) {
      marked(name, event);
    }
  });
}

/** An element with data-key="a" is clicked, opened or focused when that key is pressed. */
function marked(name: string, event: KeyboardEvent): void {
  if (document.querySelector("dialog[open]")) return;
  const wanted = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(name)}"]`);
  if (!wanted) return;
  event.preventDefault();
  const fold = wanted.closest("details");
  if (wanted.matches("summary") && fold) open(fold);
  else if (wanted.matches("button, a")) wanted.click();
  else wanted.focus();
}

/** Opens a fold with the other ones closed, and goes to its first field. */
function open(fold: HTMLDetailsElement): void {
  for (const other of document.querySelectorAll<HTMLDetailsElement>("details[data-act]")) other.open = other === fold;
  fold.scrollIntoView({ block: "nearest" });
  const first = fold.querySelector<HTMLElement>(
    "select, textarea, input:not([type=hidden], [type=file]), input[type=file]",
  );
  const seen = [...fold.querySelectorAll<HTMLElement>("input:not([type=hidden]), select, textarea")].find(
    (field) => field.offsetParent,
  );
  (seen ?? first ?? fold.querySelector("summary"))?.focus();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches("textarea, select, input:not([type=checkbox], [type=radio]), [contenteditable]");
}
