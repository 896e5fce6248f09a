// What was typed when the session had run out: it comes back to its page after signing in, in this tab alone.
const KEPT = "rukun:typed";
const SIGN_IN = "/masuk/";
const TYPED = "main textarea, main input[type=text], main input:not([type])";

type Kept = { at: string; whose: string; said: [number, string, string][] };
type Field = HTMLTextAreaElement | HTMLInputElement;

const whose = () => document.body.dataset.whose ?? "";
const fields = () => [...document.querySelectorAll<Field>(TYPED)];

/** Of every form that is sent, until the next page: no passwords, no codes, nothing of the sign-in itself. */
function keep(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post" || location.pathname.startsWith(SIGN_IN)) return;
  const said = fields()
    .map((field, place): [number, string, string] => [place, field.name, field.value])
    .filter(([place, , value]) => value && fields()[place]?.form === form);
  const kept: Kept = { at: location.pathname, whose: whose(), said };
  if (said.length) sessionStorage.setItem(KEPT, JSON.stringify(kept));
}

function bringBack(): void {
  if (location.pathname.startsWith(SIGN_IN)) return;
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Kept | null;
  sessionStorage.removeItem(KEPT);
  const came = document.referrer && new URL(document.referrer);
  if (!kept || kept.at !== location.pathname || !came || !came.pathname.startsWith(SIGN_IN)) return;
  // Another may have signed in at a table that several share.
  if (!kept.whose || kept.whose !== whose()) return;
  const here = fields();
  for (const [place, name, value] of kept.said) {
    const field = here[place];
    if (!field || field.name !== name || field.value) continue;
    field.value = value;
    for (let at = field.closest("details"); at; at = at.parentElement?.closest("details") ?? null) at.open = true;
  }
  here[kept.said[0]?.[0] ?? -1]?.focus();
}

/** Without a memory for this tab nothing comes back, and all else works. */
export function comesBack(): void {
  try {
    bringBack();
    addEventListener("submit", keep);
  } catch {
    // a browser that forbids it
  }
}
