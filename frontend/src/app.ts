// On every page: the worker that keeps the report page on the telephone, how many reports wait, the menu, what was typed
// and chosen.
import { forgetBell, rungFor } from "./bell";
import { forgetWho, type Ready, recall, waitingOf } from "./lapor/store";
import { waitingWork } from "./petugas/work";
import { comesBack } from "./typed";
import { goToWhatIsWrong } from "./wrong";

/** Another person is signed in than this telephone knew, as whoever reported here or whoever it is rung for, and nobody
 * signed out in between: the same as if they had. */
async function forgetAnother(): Promise<void> {
  const { whose } = document.body.dataset;
  const known = [(await recall<Ready>("ready"))?.owner, await rungFor()];
  if (!whose || known.every((one) => !one || one === whose)) return;
  await forgetWho();
  await (await import("./pintu/kept")).forgetDoors();
  await forgetBell(await navigator.serviceWorker?.getRegistration());
}

async function badge(): Promise<void> {
  const ready = await recall<Ready>("ready");
  const count = ready ? (await waitingOf(ready.owner)).length : 0;
  for (const link of document.querySelectorAll<HTMLElement>("[data-badge]")) {
    link.hidden = !count;
    const said = link.querySelector<HTMLElement>("[data-badge-said]");
    if (said) said.textContent = String(count);
    link.setAttribute("aria-label", link.dataset.words?.replace("{n}", String(count)) ?? String(count));
  }
  const phone = navigator as { setAppBadge?(n: number): Promise<void>; clearAppBadge?(): Promise<void> };
  // On the home screen stands everything that this telephone has to send: what the crew did, too.
  const all = count + (await waitingWork()).length;
  await (all ? phone.setAppBadge?.(all) : phone.clearAppBadge?.());
}

/** A new version takes over when no report is being written on this page; written ones are safe in any case. */
function letTakeOver(worker: ServiceWorker | null): void {
  const go = () => worker?.postMessage("take-over");
  if (document.documentElement.dataset.begun === undefined) go();
  else addEventListener("rukun:free", go, { once: true });
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  if (registration.waiting && navigator.serviceWorker.controller) letTakeOver(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed" && navigator.serviceWorker.controller) letTakeOver(coming);
    });
  });
}

/** On a phone the menu is one row that slides: where one is now is brought into sight. */
function showWhereOneIs(): void {
  const here = document.querySelector<HTMLElement>(".menu [aria-current]");
  const row = here?.parentElement;
  if (here && row) row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}

showWhereOneIs();
comesBack();
if (document.querySelector("main form:not([data-lapor]) input[type=file][name]"))
  void import("./files").catch(() => undefined);
goToWhatIsWrong();
// An address with a fragment takes the focus away once more when its page has come.
if (location.hash) addEventListener("load", () => setTimeout(goToWhatIsWrong));
const quietly = () => undefined; // without worker or memory the pages work as pages
if ("indexedDB" in window) {
  const show = () => void badge().catch(quietly);
  forgetAnother().then(show, quietly);
  addEventListener("rukun:changed", show);
  if ("BroadcastChannel" in window) new BroadcastChannel("rukun").addEventListener("message", show);
}
if ("serviceWorker" in navigator) {
  // After the page itself: what is kept for later must not be in the way of now.
  if (document.readyState === "complete") register().catch(quietly);
  else addEventListener("load", () => void register().catch(quietly));
}
