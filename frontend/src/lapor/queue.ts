// What waits on this telephone, for everyone to see: its turn, what went wrong, and what can be done about it.
import * as store from "./store";
import { made, many, part, say, tell, when } from "./words";

export type Does = { mend(key: string): void; flush(): void };

export class Queue {
  private readonly box: HTMLElement | null;
  /** Words about the sending as a whole: no signal, not signed in. */
  private told = "";
  private isSignedOut = false;
  private isBusy = false;

  constructor(private readonly does: Does) {
    this.box = document.querySelector("[data-queue]");
    this.box?.querySelector("[data-flush]")?.addEventListener("click", () => this.does.flush());
  }

  say(words: string, isSignedOut = false, isBusy = false): void {
    this.told = words;
    this.isBusy = isBusy;
    this.isSignedOut = isSignedOut;
  }

  /** Draw what there is. `open` is the draft in the form: it is not listed beside itself. */
  async show(owner: string, open: string, isUnderWay: boolean): Promise<void> {
    if (!this.box) return;
    const waiting = owner ? await store.waitingOf(owner) : [];
    const drafts = owner ? (await store.draftsOf(owner)).filter((draft) => draft.key !== open) : [];
    this.box.hidden = !waiting.length && !drafts.length;
    const toSend = waiting.filter((entry) => entry.state === "waiting").length;
    this.stand(waiting.some((entry) => entry.state === "refused"));
    part(this.box, "[data-flush]").hidden = !toSend || this.isSignedOut;
    const told = [toSend ? many("waiting", toSend) : "", toSend ? this.told : ""].filter(Boolean).join(" ");
    const line = part(this.box, "[data-queue-said]");
    if (line.textContent !== told) line.textContent = told;
    const list = part(this.box, "[data-queue-list]");
    // A question that is open stays open: redrawing would take it away from under a thumb.
    if (list.querySelector("[data-sure]:not([hidden])")) return;
    // They go one after another, in this order.
    const going = isUnderWay ? waiting.find((entry) => entry.state === "waiting")?.key : undefined;
    list.replaceChildren(
      ...waiting.map((entry) => this.item(entry, entry, going)),
      ...drafts.map((draft) => this.item(draft)),
    );
  }

  /** What somebody has to mend stands before the form; what only waits stands behind it. */
  private stand(isUrgent: boolean): void {
    const form = document.querySelector("form[data-lapor]");
    if (
      !form ||
      !this.box ||
      (this.box.compareDocumentPosition(form) === Node.DOCUMENT_POSITION_FOLLOWING) === isUrgent
    )
      return;
    if (isUrgent) form.before(this.box);
    else form.after(this.box);
  }

  private item(draft: store.Draft, entry?: store.Waiting, going?: string): HTMLElement {
    const item = made("t-waiting");
    item.dataset.key = draft.key;
    part(item, "[data-what]").textContent = draft.kind_words || say("no-kind");
    part(item, "[data-when]").textContent = when(draft.captured_at);
    const photos = draft.photos.length ? many("photos", draft.photos.length) : "";
    const place = draft.by_hand?.words || draft.place?.words || "";
    part(item, "[data-words]").textContent = [draft.words, place, photos].filter(Boolean).join(" · ");
    this.state(item, entry, going);
    const sure = part(item, "[data-sure]");
    part(item, "[data-discard]").addEventListener("click", () => {
      part(sure, "[data-sure-said]").textContent = say("discard-sure");
      sure.hidden = false;
      part(sure, "[data-surely]").focus();
    });
    part(sure, "[data-keep]").addEventListener("click", () => {
      sure.hidden = true;
      part(item, "[data-discard]").focus();
    });
    part(sure, "[data-surely]").addEventListener("click", async () => {
      sure.hidden = true;
      await store.discard(draft.key);
      this.does.flush();
      this.box?.focus();
    });
    return item;
  }

  private state(item: HTMLElement, entry: store.Waiting | undefined, going: string | undefined): void {
    const state = part(item, "[data-state]");
    const mends = !entry || entry.state === "refused";
    state.textContent = say(`state-${this.turn(entry, going)}`);
    state.classList.add(!entry ? "grey" : entry.state === "refused" ? "red" : "yellow");
    if (entry?.state === "refused") tell(item, "[data-told]", entry.told);
    const mend = part(item, "[data-mend]");
    mend.hidden = !mends;
    part(mend, "[data-mend-said]").textContent = say(entry ? "mend" : "go-on");
    mend.addEventListener("click", () => this.does.mend(item.dataset.key ?? ""));
    part(item, "[data-sign-in]").hidden = mends || !this.isSignedOut;
  }

  private turn(entry: store.Waiting | undefined, going: string | undefined): string {
    if (!entry) return "draft";
    if (entry.state === "refused") return "refused";
    if (entry.key === going) return "going";
    return going || this.isBusy ? "busy" : "waiting";
  }
}
