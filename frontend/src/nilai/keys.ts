// The desk by keyboard. Keys do what the buttons do; while somebody types or looks at a large picture they are theirs.
export interface Doing {
  accept(): void;
  strike(): void;
  reason(digit: string): void;
  close(): void;
  send(): void;
  isStriking(): boolean;
  next(): void;
  back(): void;
  undo(): void;
  zoom(): void;
  photo(): void;
  beside(): void;
  help(): void;
}

export function listen(doing: Doing): void {
  const plain: Record<string, () => void> = {
    a: doing.accept,
    s: doing.strike,
    n: doing.next,
    p: doing.back,
    u: doing.undo,
    z: doing.zoom,
    f: doing.photo,
    b: doing.beside,
    "?": doing.help,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const key = event.key.toLowerCase();
    if (document.querySelector("dialog[open]")) {
      if (key === "z" || key === "?") closeDialog(event);
      return;
    }
    if (doing.isStriking()) {
      if (whileStriking(event, key, doing)) event.preventDefault();
      return;
    }
    const act = isTyping(event.target) ? undefined : plain[key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function whileStriking(event: KeyboardEvent, key: string, doing: Doing): boolean {
  if (key === "escape") doing.close();
  else if (isTyping(event.target)) return false;
  else if (/^[1-9]$/.test(key)) doing.reason(key);
  else if (key === "s") doing.close();
  else if (key === "enter" && !(event.target instanceof HTMLElement && event.target.closest("button, a, summary")))
    doing.send();
  else return false;
  return true;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("textarea, select, input:not([type=radio], [type=checkbox], [type=hidden])") !== null
  );
}

function closeDialog(event: KeyboardEvent): void {
  event.preventDefault();
  document.querySelector<HTMLDialogElement>("dialog[open]")?.close();
}
