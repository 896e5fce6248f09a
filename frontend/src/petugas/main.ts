// The crew's page: opens without a network, works from what is kept, and sends when there is signal.
import { Courier } from "../lapor/courier";
import { part, say, tell } from "../lapor/words";
import { List } from "./list";
import { One } from "./one";
import { flushWork, know } from "./send";
import { crew, dropBefores, type Task, tidy } from "./work";

const OFF_MINUTES = 5;
const list = new List((task) => void open(task));
const one = new One({
  back: () => {
    location.hash = "";
  },
  done: () => {
    location.hash = "";
    tell(document, "[data-told]", say("kept")).focus();
    void courier.now();
  },
});
let hasSent = false;
const courier = new Courier(
  () => {
    hasSent = true;
    void redraw();
  },
  (outcome) => {
    if (outcome === "wait" || outcome === "busy") tell(document, "[data-work-said]", say("waits-signal"));
    // What was sent counts as done: the server says how much it is by now.
    void (outcome === "done" && hasSent ? refresh() : redraw());
    hasSent = false;
  },
  flushWork,
  "kirim-petugas",
);

async function redraw(): Promise<void> {
  dispatchEvent(new Event("rukun:changed"));
  const known = await crew();
  await list.show(known);
  if (one.code && !known?.tasks.some((task) => task.code === one.code)) one.gone(true);
  const minutes = Math.round(Math.abs(known?.off ?? 0) / 60_000);
  // A demonstration lives in another year, which is no fault of the telephone's.
  const isReal = !document.querySelector(".demo-strip");
  tell(document, "[data-clock]", isReal && minutes >= OFF_MINUTES ? say("clock-off") : "");
}

async function open(task: Task): Promise<void> {
  location.hash = task.code;
}

/** The task in the address, or the list: the telephone's own way back works. */
async function follow(): Promise<void> {
  const known = await crew();
  const task = known?.tasks.find((found) => found.code === location.hash.slice(1));
  if (task) {
    tell(document, "[data-told]", "");
    part(document, "[data-list]").hidden = true;
    await one.show(task);
  } else {
    one.close();
    part(document, "[data-list]").hidden = !known;
    await redraw();
  }
}

async function refresh(): Promise<void> {
  const told = await know();
  const known = await crew();
  const isStranger = "status" in told && (told.status === 404 || told.status === 409);
  part(document, "[data-stranger]").hidden = !isStranger && known !== undefined;
  if ("status" in told && told.words) part(document, "[data-stranger-said]").textContent = told.words;
  part(document, "[data-list]").hidden = !known || Boolean(one.code);
  await redraw();
  if (known && !("status" in told)) await dropBefores(known.tasks);
}

async function start(): Promise<void> {
  await follow();
  performance.mark("usable");
  document.documentElement.classList.add("crew-ready");
  await refresh();
  await courier.now();
  await tidy();
  // The worker keeps this page only on telephones that use it.
  const registration = await navigator.serviceWorker?.ready;
  registration?.active?.postMessage("keep-crew");
}

function signal(): void {
  tell(document, "[data-signal]", navigator.onLine ? "" : say("offline"));
}

addEventListener("hashchange", () => void follow());
addEventListener("online", () => {
  signal();
  void refresh();
});
addEventListener("offline", signal);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void refresh();
});
part(document, "[data-flush]").addEventListener("click", () => void courier.now(true));
signal();
void start();
