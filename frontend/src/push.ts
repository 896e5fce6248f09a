// "Beri tahu saya di perangkat ini": asks the browser only after the button was pressed, and tells the server.
import { noteRung, rungFor } from "./bell";

const box = document.querySelector<HTMLElement>("[data-push]");
if (box) begin(box);

async function begin(box: HTMLElement): Promise<void> {
  const said = box.querySelector<HTMLElement>("[data-push-said]");
  const on = box.querySelector<HTMLButtonElement>("[data-push-on]");
  const off = box.querySelector<HTMLButtonElement>("[data-push-off]");
  if (!said || !on || !off) return;
  const say = (words: string | undefined) => {
    said.textContent = words ?? "";
  };

  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    say(box.dataset.unable);
    return;
  }
  if (Notification.permission === "denied") {
    say(box.dataset.denied);
    return;
  }
  // Every page registers the worker; on a first visit it is still coming.
  const worker = await navigator.serviceWorker.ready;
  const rung = await worker.pushManager.getSubscription();
  show(rung);
  // Switched on by a version that did not write down for whom: for whoever is here.
  if (rung) void known().catch(() => undefined);

  on.addEventListener("click", async () => {
    on.disabled = true;
    say(box.dataset.asking);
    try {
      if ((await Notification.requestPermission()) !== "granted") {
        say(box.dataset.denied);
        return;
      }
      const subscription = await worker.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: bytesOf(box.dataset.push ?? ""),
      });
      // Whose bell it is must be known before it rings: whoever comes next is not to hear it.
      await noteRung(document.body.dataset.whose);
      await tell(box, subscription.toJSON());
      location.reload();
    } catch {
      // The server does not know of it: a bell that nobody rings is not switched on.
      await (await worker.pushManager.getSubscription().catch(() => null))?.unsubscribe().catch(() => false);
      say(box.dataset.failed);
    } finally {
      on.disabled = false;
    }
  });

  off.addEventListener("click", async () => {
    const subscription = await worker.pushManager.getSubscription();
    if (!subscription) return;
    try {
      await tell(box, { endpoint: subscription.endpoint, gone: true });
      await subscription.unsubscribe();
      await noteRung(undefined);
      location.reload();
    } catch {
      say(box.dataset.failed);
    }
  });

  function show(subscription: PushSubscription | null): void {
    if (!on || !off) return;
    on.hidden = subscription !== null;
    off.hidden = subscription === null;
    if (subscription) say(box.dataset.on);
  }
}

async function known(): Promise<void> {
  if (!(await rungFor())) await noteRung(document.body.dataset.whose);
}

async function tell(box: HTMLElement, what: object): Promise<void> {
  const token = box.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  const answer = await fetch(box.dataset.address ?? "", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    body: JSON.stringify(what),
  });
  if (!answer.ok) throw new Error(String(answer.status));
}

/** The server's key, from base64url. */
function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
