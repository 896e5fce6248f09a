// When to send: at opening, when signal comes back, when somebody asks, and by itself later and later.
import { flush, type Outcome } from "./send";
import { awayFor, mayCome } from "./wait";

/** What became of a try; "busy": the server said when to come again. */
export type Ending = Outcome | "busy";

const FIRST_MS = 3_000;
const LONGEST_MS = 15 * 60_000;
// What stepped aside waits by itself: looking whether its turn has come asks the server nothing.
const ASIDE_MS = 60_000;
type Registration = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };

export class Courier {
  private timer = 0;
  private failures = 0;
  private underWay = 0;
  private readonly tidings = "BroadcastChannel" in window ? new BroadcastChannel("rukun") : null;

  constructor(
    private readonly changed: () => void,
    private readonly ended: (outcome: Ending) => void,
    private readonly send: (changed: () => void, asked_at: number) => Promise<Outcome> = flush,
    private readonly tag = "kirim",
  ) {
    this.tidings?.addEventListener("message", () => this.changed());
    addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.now();
    });
  }

  /** Whether something is on its way to the server at this moment: over one bar of signal that takes minutes. */
  get isUnderWay(): boolean {
    return this.underWay > 0;
  }

  /**
   * Try at once; what cannot be sent now is tried again after a while, and by the worker when there is signal. While the
   * server asked to be left alone only somebody who presses the button tries.
   */
  async now(isAsked = false): Promise<void> {
    clearTimeout(this.timer);
    let outcome: Ending = "wait";
    try {
      const isAway = !isAsked && (await awayFor()) > 0;
      outcome = isAway ? "busy" : await this.go(isAsked ? Date.now() : 0);
      if (outcome === "done") await mayCome();
    } catch {
      // The memory of the telephone did not answer: the next try will.
    }
    const away = await awayFor().catch(() => 0);
    if (outcome === "wait" && away) outcome = "busy";
    this.failures = outcome === "wait" ? this.failures + 1 : 0;
    if (outcome === "aside") this.later(ASIDE_MS);
    else if (outcome === "wait" || outcome === "busy") this.later(away);
    this.ended(outcome);
  }

  private async go(asked_at: number): Promise<Outcome> {
    this.underWay += 1;
    try {
      this.changed();
      return await this.send(() => this.tell(), asked_at);
    } finally {
      this.underWay -= 1;
    }
  }

  private later(away: number): void {
    const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, Math.min(this.failures - 1, 12)));
    this.timer = window.setTimeout(() => this.now(), away ? away + 50 : pause * (0.75 + Math.random() / 2));
    void this.askWorker();
  }

  private async askWorker(): Promise<void> {
    try {
      const registration = (await navigator.serviceWorker?.getRegistration()) as Registration | undefined;
      await registration?.sync?.register(this.tag);
    } catch {
      // No background sync here: at opening, then.
    }
  }

  private tell(): void {
    this.tidings?.postMessage("changed");
    this.changed();
  }
}
