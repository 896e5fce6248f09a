// The report form: everything is kept on the telephone first, and sent when there is signal.
import { Courier } from "./courier";
import { Filing } from "./filing";
import { Queue } from "./queue";
import { who } from "./send";
import { type Ready, recall, sweep } from "./store";
import { part, say, tell } from "./words";

const form = document.querySelector<HTMLFormElement>("form[data-lapor]");
let filing: Filing | null = null;
let owner = form?.dataset.owner ?? "";
/** Whether the telephone knew whoever is here: only then it can have forgotten them. */
let wasKnown = false;

const queue = new Queue({
  mend: (key) => (filing ? void filing.mend(key) : location.assign(`/lapor/#${key}`)),
  flush: () => void courier.now(true),
});
const courier = new Courier(redraw, (outcome) => {
  const words = { done: "", aside: "", wait: "waits-signal", busy: "waits-busy", "sign-in": "waits-sign-in" }[outcome];
  queue.say(words && say(words), outcome === "sign-in", outcome === "busy");
  redraw();
  void filing?.outcome(outcome === "busy");
  void lookAgain().catch(() => undefined);
});

function redraw(): void {
  dispatchEvent(new Event("rukun:changed"));
  void queue.show(owner, filing?.draft.key ?? "", courier.isUnderWay);
}

/** No signal is no fault: it is said once, above everything. */
function signal(): void {
  if (form) tell(form.ownerDocument, "[data-signal]", navigator.onLine ? "" : say("offline"));
}

async function start(): Promise<void> {
  // Whoever has just signed in may be another than was here before, who never signed out: asked before anything is shown.
  if (cameFromSignIn()) await who();
  const ready = await recall<Ready>("ready");
  if (form) {
    owner ||= ready?.owner ?? "";
    const mine = ready?.owner === owner ? ready : undefined;
    if (owner) await open(owner, mine);
  } else owner = ready?.owner ?? "";
  redraw();
  const known = await who();
  if (typeof known === "object" && known.owner !== owner) await changeOwner(known);
  else if (typeof known === "object") filing?.know(known);
  wasKnown = typeof known === "object" || ready?.owner === owner;
  if (form && !owner) {
    // Nobody was ever signed in on this telephone, or somebody signed out.
    if (known === "sign-in") location.replace("/masuk/?next=/lapor/");
    part(document, "[data-stranger]").hidden = false;
    form.hidden = true;
  }
  await courier.now();
  await sweep();
}

function cameFromSignIn(): boolean {
  return document.referrer !== "" && new URL(document.referrer).pathname.startsWith("/masuk/");
}

async function open(whose: string, ready: Ready | undefined): Promise<void> {
  if (!form) return;
  filing = new Filing(form, whose, { redraw, flush: () => void courier.now() });
  await filing.begin(ready, location.hash.slice(1));
  form.classList.add("ready");
  performance.mark("usable");
}

/** Another person on the same telephone: their own drafts, and nothing of whoever was here before. */
async function changeOwner(ready: Ready): Promise<void> {
  owner = ready.owner;
  if (filing) await filing.changeOwner(ready);
  else await open(owner, ready);
  redraw();
}

/** In another tab, or since this page was left, whoever was here may have signed out, and another in: then nothing of
 * theirs stays here. And they themselves may have written on. */
async function lookAgain(): Promise<void> {
  if (!form || !owner || !wasKnown) return;
  const ready = await recall<Ready>("ready");
  if (ready?.owner === owner) return filing?.caughtUp();
  if (ready) await changeOwner(ready);
  else location.reload();
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void lookAgain().catch(() => undefined);
});
addEventListener("pageshow", (event) => {
  if (event.persisted) void lookAgain().catch(() => undefined);
});
addEventListener("online", signal);
addEventListener("offline", signal);
signal();
document.querySelector("[data-again]")?.addEventListener("click", (event) => {
  event.preventDefault();
  location.reload();
});
start().catch(() => form?.classList.add("plain"));
