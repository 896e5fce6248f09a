// The service worker's part of a push: show what came, and lead to it at a tap. `sw.ts` calls `listenForPush(self)`.

interface Push extends Event {
  data: { json(): unknown } | null;
  waitUntil(work: Promise<unknown>): void;
}
interface Tap extends Event {
  notification: Notification;
  waitUntil(work: Promise<unknown>): void;
}
interface Window {
  url: string;
  focus(): Promise<unknown>;
  navigate(address: string): Promise<unknown>;
}
/** As much of a service worker's global scope as is needed here. */
export interface Worker {
  location: { origin: string };
  /** What the server put before the worker: the files it keeps, the icon among them. */
  rukun?: { files: string[] };
  registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
  clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly unknown[]>;
    openWindow(address: string): Promise<unknown>;
  };
  addEventListener(type: string, listener: (event: never) => void): void;
}
interface Told {
  title: string;
  body: string;
  path: string;
  tag: string;
}

const UNREADABLE: Told = { title: "Rukun", body: "Ada kabar baru. / There is news.", path: "/kabar/", tag: "kabar" };

export function listenForPush(worker: Worker): void {
  worker.addEventListener("push", (event: Push) => {
    const told = read(event);
    // A browser that was rung and shows nothing shows a notice of its own, and asks whether to go on being rung.
    event.waitUntil(
      worker.registration.showNotification(told.title, {
        body: told.body,
        tag: told.tag,
        icon: worker.rukun?.files.find((file) => /\/icon-\w+\.svg$/.test(file)),
        data: { path: told.path },
      }),
    );
  });
  worker.addEventListener("notificationclick", (event: Tap) => {
    event.notification.close();
    event.waitUntil(lead(worker, addressOf(worker, event.notification.data)));
  });
}

function read(event: Push): Told {
  try {
    const found = event.data?.json() as Partial<Told> | null;
    return { ...UNREADABLE, ...found };
  } catch {
    return UNREADABLE;
  }
}

/** Where a tap leads: only within this site, whatever was sent. */
export function addressOf(worker: Worker, data: unknown): string {
  const path = (data as { path?: unknown } | null)?.path;
  const address = new URL(typeof path === "string" ? path : UNREADABLE.path, worker.location.origin);
  return address.origin === worker.location.origin ? address.href : `${worker.location.origin}${UNREADABLE.path}`;
}

/** A window that is open already goes there; a form that somebody is filling in is left alone. */
async function lead(worker: Worker, address: string): Promise<void> {
  const windows = (await worker.clients.matchAll({ type: "window", includeUncontrolled: true })) as readonly Window[];
  const there = windows.find((open) => /^\/kabar\/(\d+\/)?$/.test(new URL(open.url).pathname));
  try {
    if (!there) throw new Error("nothing is open");
    await there.focus();
    await there.navigate(address);
  } catch {
    // Nor may a window that was loaded past the worker be led anywhere by it.
    await worker.clients.openWindow(address);
  }
}
