// What waits on this telephone, for everyone to see: its turn, what went wrong, and what can be done about it.
import { inOrder, isDue } from "./aside";
import * as store from "./store";
import { made, many, part, put, say, when } from "./words";

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
    this.stand(waiting.some((entry) => entry.state === "refused" || entry.problem));
    part(this.box, "[data-flush]").hidden = !toSend || this.isSignedOut;
    const told = [toSend ? many("waiting", toSend) : "", toSend ? this.told : ""].filter(Boolean).join(" ");
    const line = part(this.box, "[data-queue-said]");
    if (line.textContent !== told) line.textContent = told;
    const list = part(this.box, "[data-queue-list]");
    // A question that is open stays open: redrawing would take it away from under a thumb.
    if (list.querySelector("[data-sure]:not([hidden])")) return;
    // They go one after another, in this order.
    const turns = inOrder(waiting.filter((entry) => entry.state === "waiting" && isDue(entry)));
    const going = isUnderWay ? turns[0]?.key : undefined;
    const items = [
      ...waiting.map((entry) => this.item(list, entry, entry, going)),
      ...drafts.map((draft) => this.item(list, draft)),
    ];
    // Each try tells its state anew; only where there are others, or in another order, is anything put in its place.
    const isTheSame = items.length === list.children.length && items.every((one, n) => one === list.children[n]);
    if (!isTheSame) list.replaceChildren(...items);
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

  /** The item of this draft in the list, or a new one, as it stands now. A button that is being pressed stays the same
   * button: a press on one that was replaced meanwhile does nothing. */
  private item(list: ParentNode, draft: store.Draft, entry?: store.Waiting, going?: string): HTMLElement {
    const known = list.querySelector<HTMLElement>(`[data-key="${CSS.escape(draft.key)}"]`);
    const item = known ?? this.made(draft.key);
    put(item, "[data-what]", draft.kind_words || say("no-kind"));
    put(item, "[data-when]", when(draft.captured_at));
    const photos = draft.photos.length ? many("photos", draft.photos.length) : "";
    const place = draft.by_hand?.words || draft.place?.words || "";
    put(item, "[data-words]", [draft.words, place, photos].filter(Boolean).join(" · "));
    this.state(item, entry, going);
    return item;
  }

  private made(key: string): HTMLElement {
    const item = made("t-waiting");
    item.dataset.key = key;
    const sure = part(item, "[data-sure]");
    part(item, "[data-mend]").addEventListener("click", () => this.does.mend(key));
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
      await store.discard(key);
      this.does.flush();
      this.box?.focus();
    });
    return item;
  }

  private state(item: HTMLElement, entry: store.Waiting | undefined, going: string | undefined): void {
    const turn = this.turn(entry, going);
    const state = put(item, "[data-state]", say(`state-${turn}`));
    state.classList.toggle("grey", !entry);
    state.classList.toggle("red", turn === "refused");
    state.classList.toggle("yellow", Boolean(entry) && turn !== "refused");
    const told = put(item, "[data-told]", entry ? toldOf(entry, turn) : "");
    told.hidden = !told.textContent;
    const mends = ["draft", "refused", "aside"].includes(turn);
    part(item, "[data-mend]").hidden = !mends;
    put(item, "[data-mend-said]", say(entry ? "mend" : "go-on"));
    part(item, "[data-sign-in]").hidden = mends || !this.isSignedOut;
  }

  private turn(entry: store.Waiting | undefined, going: string | undefined): string {
    if (!entry) return "draft";
    if (entry.state === "refused") return "refused";
    if (entry.key === going) return "going";
    if (entry.problem) return "aside";
    return going || this.isBusy ? "busy" : "waiting";
  }
}

/** Why it is not sent, in the server's words where it had some. */
function toldOf(entry: store.Waiting, turn: string): string {
  if (turn === "refused") return entry.told;
  if (turn !== "aside") return "";
  return say(entry.problem === 413 ? "aside-large" : "aside-said", { when: when(entry.again_at ?? Date.now()) });
}
