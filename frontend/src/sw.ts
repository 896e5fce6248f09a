// The worker: opens the report page without any network, and sends what waits when the browser says there is signal.
import { forgetBell } from "./bell";
import { flush } from "./lapor/send";
import { forgetWho } from "./lapor/store";
import { awayFor } from "./lapor/wait";
import { flushWork } from "./petugas/send";
import { forgetDoors } from "./pintu/kept";
import { flushDoor } from "./pintu/send";
import { listenForPush, type Worker } from "./sw-push";

/** Put before this script by the server: what to keep, and a digest over all of it. */
type Kept = {
  revision: string;
  files: string[];
  shell: string;
  offline: string;
  crew: { page: string; files: string[] };
  door: { page: string; files: string[] };
};
declare const self: ServiceWorkerGlobalScope & { rukun: Kept };
type SyncEvent = ExtendableEvent & { tag: string };

const PREFIX = "rukun-";
const CACHE = PREFIX + self.rukun.revision;
const STATIC = "/static/built/";

listenForPush(self as unknown as Worker);
const tidings = "BroadcastChannel" in self ? new BroadcastChannel("rukun") : null;

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell());
});

async function keepShell(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(self.rukun.files);
  // The pages must be those of this revision, not what a cache on the way still holds.
  const pages = [self.rukun.shell, self.rukun.offline].map((page) => new Request(page, { cache: "reload" }));
  await cache.addAll(pages);
  for (const one of [self.rukun.crew, self.rukun.door]) if (await caches.match(one.page)) await keep(one);
}

/** The crew's page and a session's door are kept where somebody uses them, and from then on renewed with every version. */
async function keep(one: Kept["crew"]): Promise<void> {
  const cache = await caches.open(CACHE);
  if (await cache.match(one.page)) return;
  const missing = [];
  for (const name of one.files) if (!(await cache.match(name))) missing.push(name);
  await cache.addAll([...missing, new Request(one.page, { cache: "reload" })]);
}

// A new version waits beside the old one until a page without a begun report asks for it.
self.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(self.skipWaiting());
  if (event.data === "keep-crew") event.waitUntil(keep(self.rukun.crew));
  if (event.data === "keep-door") event.waitUntil(keep(self.rukun.door));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

/** The version before is kept too: a page that was open meanwhile may still ask for a part of it. */
async function takeOver(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const old = ours.filter((name) => name !== CACHE).slice(0, -1);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  if (request.method === "POST" && address.pathname === "/keluar/") {
    event.waitUntil(Promise.all([forgetWho(), forgetDoors(), forgetBell(self.registration)]));
    // What was chosen for a form that was never taken.
    indexedDB.deleteDatabase("rukun-berkas");
  }
  if (request.method !== "GET") return;
  if (address.pathname.startsWith(STATIC)) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(request, address));
});

/** What this version keeps, or else what the one before it kept. */
async function kept(request: Request | string): Promise<Response | undefined> {
  return (await (await caches.open(CACHE)).match(request)) ?? caches.match(request);
}

/** Files with a digest in their name never change; what was loaded once is kept with this version. */
async function file(request: Request): Promise<Response> {
  const found = await kept(request);
  if (found) return found;
  const fresh = await fetch(request);
  if (fresh.ok) await (await caches.open(CACHE)).put(request, fresh.clone());
  return fresh;
}

/** The report page comes from the telephone at once, and so do the crew's and a door's where they are kept. Every other page from the network alone: none is ever kept. */
async function page(request: Request, address: URL): Promise<Response> {
  if (address.pathname === "/lapor/") {
    const shell = await kept(self.rukun.shell);
    if (shell) return shell;
  }
  if (address.pathname === self.rukun.crew.page || address.pathname === self.rukun.door.page) {
    const here = await kept(address.pathname);
    if (here) return here;
  }
  try {
    return await fetch(request);
  } catch (failure) {
    const offline = await kept(self.rukun.offline);
    if (offline) return offline;
    throw failure;
  }
}

self.addEventListener("sync", (event) => {
  const sync = event as SyncEvent;
  if (sync.tag === "kirim") sync.waitUntil(sendWaiting(flush));
  if (sync.tag === "kirim-petugas") sync.waitUntil(sendWaiting(flushWork));
  if (sync.tag === "kirim-pintu") sync.waitUntil(sendWaiting(flushDoor));
});

async function sendWaiting(send: typeof flush): Promise<void> {
  // The server asked to be left alone for a while.
  const outcome = (await awayFor()) ? "wait" : await send(() => tidings?.postMessage("changed"));
  // The browser tries again by itself, later and later, while this fails.
  if (outcome === "wait" || outcome === "aside") throw new Error("still waiting");
}
