// One report being written: from the draft that was left open to the moment it is in the queue.
import { Alike } from "./alike";
import { apart } from "./apart";
import { type Change, type Host, Keeper } from "./host";
import { offerInstall } from "./install";
import { Kinds } from "./kinds";
import { Photos } from "./photos";
import { PlaceFinder } from "./place";
import { offered } from "./seats";
import { tellSent } from "./sent";
import { type Shown, shownOf } from "./shown";
import * as store from "./store";
import { made, part, say, tell } from "./words";

export type Around = { redraw(): void; flush(): void };
const ECHO_MS = 2_000;
const FIELDS = ["photos", "place", "category", "words", "for_unit", "form"];

export class Filing implements Host {
  draft: store.Draft;
  private home = "";
  private readonly keeper: Keeper;
  private readonly photos: Photos;
  private readonly place: PlaceFinder;
  private readonly kinds: Kinds;
  private readonly alike: Alike;
  private readonly shown: Shown | null;
  /** The key of the report that was sent off last: what became of it is still to be told. */
  private last = "";
  private sent_at = 0;
  /** Since when the form is before the person's eyes, and for how long it was before: only a sum leaves the phone. */
  private seen_since = Date.now();
  private seen_ms = 0;
  private isSending = false;
  private again: { field: string; told: string } | null = null;

  constructor(
    readonly form: HTMLFormElement,
    owner: string,
    private readonly around: Around,
  ) {
    this.draft = store.newDraft(owner);
    this.keeper = new Keeper(
      () => this.draft,
      () => this.wrong("form", say("storage-full")),
    );
    this.photos = new Photos(this);
    this.place = new PlaceFinder(this);
    this.kinds = new Kinds(this);
    this.alike = new Alike(this, (words, url) => this.supported(words, url));
    this.shown = shownOf(this);
    this.bind();
  }

  /** The draft that was left open, or the one that was asked for, or what the server shows again, or a new one. */
  async begin(ready: store.Ready | undefined, wanted: string): Promise<void> {
    if (ready) this.know(ready);
    await this.kinds.arrange(ready);
    if ("refused" in this.form.dataset) this.fromForm();
    else if (/^[0-9a-f]{32}$/.test(wanted)) this.draft = (await this.reopened(wanted)) ?? this.draft;
    else this.draft = (await store.draftsOf(this.draft.owner))[0] ?? this.draft;
    await this.show();
  }

  /** What is known of the person: seats to report for, home, and what to keep for when there is no signal. */
  know(ready: store.Ready): void {
    this.home = ready.home;
    if (offered(this.form, ready.seats)) this.showFor();
  }

  /** Another tab may have gone on with the same draft: what is newest in the memory of the telephone stands here too. */
  async caughtUp(): Promise<void> {
    await this.settled();
    const kept = (await store.draftsOf(this.draft.owner)).find((one) => one.key === this.draft.key);
    if (!kept || kept.updated_at <= this.draft.updated_at) return;
    this.draft = kept;
    await this.show();
  }

  async changeOwner(ready: store.Ready): Promise<void> {
    await this.settled();
    this.draft = (await store.draftsOf(ready.owner))[0] ?? store.newDraft(ready.owner);
    this.know(ready);
    this.form.hidden = false;
    part(document, "[data-stranger]").hidden = true;
    await this.show();
  }

  changed(what: Change): void {
    if (this.begins()) {
      if (what !== "photos") this.draft.captured_at = new Date().toISOString();
      this.place.renew();
    }
    this.mark();
    this.keeper.touch();
    this.shown?.draw();
    if (what === "place" || what === "kind") void this.alike.look();
    const field = { photos: "photos", place: "", kind: "category", words: "words", other: "form" }[what];
    if (field) tell(this.form, `[data-wrong=${field}]`, "");
    if (what === "photos" || what === "words") tell(this.form, "[data-wrong=words]", "");
  }

  /** Something is in it, and nothing was a moment ago. */
  private begins(): boolean {
    return store.isBegun(this.draft) && document.documentElement.dataset.begun === undefined;
  }

  private mark(): void {
    const root = document.documentElement;
    if (store.isBegun(this.draft)) root.dataset.begun = "";
    else {
      delete root.dataset.begun;
      dispatchEvent(new Event("rukun:free"));
    }
  }

  private bind(): void {
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.seen_ms += Date.now() - this.seen_since;
      else this.seen_since = Date.now();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send();
    });
    this.form.addEventListener("input", (event) => {
      const field = event.target as HTMLInputElement;
      if (field.name === "words") this.draft.words = field.value;
      else if (field.name === "for_unit") this.draft.for_unit = field.value;
      else if (field.name === "is_private") this.draft.is_private = field.value === "on";
      else return;
      this.changed(field.name === "words" ? "words" : "other");
    });
    part(document, "[data-sent-again]").addEventListener("click", () => {
      part(document, "[data-sent]").hidden = true;
      part(this.form, "#camera").focus();
      scrollTo(0, 0);
    });
  }

  /** What the server shows again after a refusal without our script: the person's words, never thrown away. */
  private fromForm(): void {
    const typed = new FormData(this.form);
    this.draft.words = String(typed.get("words") ?? "");
    this.draft.kind = String(typed.get("category") ?? "");
    this.draft.is_private = typed.get("is_private") === "on";
  }

  private async show(): Promise<void> {
    part<HTMLTextAreaElement>(this.form, "[name=words]").value = this.draft.words;
    const value = this.draft.is_private ? "on" : "";
    part<HTMLInputElement>(this.form, `[name=is_private][value="${value}"]`).checked = true;
    this.kinds.show();
    this.showFor();
    this.mark();
    this.shown?.draw();
    await this.photos.show();
    // Finding the place takes its time: the form does not wait for it.
    void this.place.show(this.home);
    void this.alike.look();
  }

  private showFor(): void {
    const inputs = [...this.form.querySelectorAll<HTMLInputElement>("[name=for_unit]")];
    const wanted = this.draft.for_unit ?? inputs[0]?.value ?? "";
    for (const input of inputs) input.checked = input.value === wanted;
  }

  private async send(): Promise<void> {
    // The second tap of a double tap meets the next, empty report: it is not a wish to send that.
    const is_echo = Date.now() - this.sent_at < ECHO_MS && !store.isBegun(this.draft);
    if (this.isSending || is_echo) return;
    this.isSending = true;
    try {
      await this.settled();
      if (!this.isWhole()) return;
      const chosen = this.form.querySelector<HTMLInputElement>("[name=for_unit]:checked");
      this.draft.for_unit = chosen?.value ?? "";
      this.draft.took_s = Math.max(0, Math.round((this.seen_ms + Date.now() - this.seen_since) / 1000));
      this.draft = await apart(this.draft, this.keeper.touched_at);
      await store.enqueue(this.draft);
    } catch {
      return this.wrong("form", say("storage-full"));
    } finally {
      this.isSending = false;
    }
    await this.enqueued();
  }

  /** The report is in the queue, whatever else cannot be written down now; the next one begins. */
  private async enqueued(): Promise<void> {
    const { key, owner, kind } = this.draft;
    this.place.stop();
    this.last = key;
    this.sent_at = this.seen_since = Date.now();
    this.seen_ms = 0;
    this.draft = store.newDraft(owner);
    void navigator.storage?.persist?.();
    void this.kinds.used(owner, kind).catch(() => undefined);
    this.tellSent("kept", say("kept-title"), say(navigator.onLine ? "sending" : "kept-offline"));
    this.around.redraw();
    this.around.flush();
    await this.show().catch(() => undefined);
  }

  /** What was chosen and written until now is with the draft that is open. */
  private async settled(): Promise<void> {
    await this.photos.settled();
    await this.keeper.settled();
  }

  /** What can be seen without the server: each at its field, the first one in view. */
  private isWhole(): boolean {
    for (const field of FIELDS) tell(this.form, `[data-wrong=${field}]`, "");
    const { photos, words, kind, place, by_hand } = this.draft;
    const wrong: [string, boolean][] = [
      ["place", !place && !by_hand],
      ["category", !kind],
      ["words", !photos.length && !words.trim()],
    ];
    const first = wrong.find(([, is_wrong]) => is_wrong);
    for (const [field, is_wrong] of wrong) if (is_wrong) this.wrong(field, say(`need-${field}`), field === first?.[0]);
    return !first;
  }

  private wrong(field: string, words: string, comes = true): void {
    const name = FIELDS.includes(field) ? field : "form";
    const said = tell(this.form, `[data-wrong=${name}]`, words);
    if (!comes) return;
    const into = name === "words" ? part(this.form, "#words") : said.closest<HTMLElement>("[data-step]");
    into?.focus({ preventScroll: true });
    said.scrollIntoView({ block: "center" });
  }

  /** Bring a refused report or a draft from the list back into the form; the one that is open stays in the list. */
  async mend(key: string): Promise<void> {
    await this.settled();
    const draft = await this.reopened(key);
    if (!draft) return this.around.redraw();
    this.draft = draft;
    part(document, "[data-sent]").hidden = true;
    this.around.redraw();
    await this.show();
    scrollTo(0, 0);
    if (this.again) this.wrong(this.again.field, this.again.told);
  }

  private async reopened(key: string): Promise<store.Draft | null> {
    const { waiting } = await store.outcomeOf(key);
    this.again = waiting?.state === "refused" ? { field: waiting.field, told: waiting.told } : null;
    const draft = waiting
      ? await store.mend(key)
      : ((await store.draftsOf(this.draft.owner)).find((one) => one.key === key) ?? null);
    if (draft?.owner !== this.draft.owner) return null;
    return draft;
  }

  /** What became of the report sent last. */
  async outcome(isBusy = false): Promise<void> {
    if (!this.last) return;
    const { sent, waiting } = await store.outcomeOf(this.last);
    if (sent) {
      const first = sent.is_first ? say("sent-first") : "";
      const said = [say("sent-said", { code: sent.code }), first || sent.said].filter(Boolean).join(" ");
      this.tellSent("sent", say("sent-title"), said, sent.url);
      this.last = "";
      void offerInstall();
    } else if (waiting?.state === "refused") {
      this.last = "";
      this.tellSent("kept", say("refused-title"), say("refused-said", { words: waiting.told }));
    } else if (waiting?.problem) this.tellSent("kept", say("kept-title"), say("kept-aside"));
    else if (waiting) this.tellSent("kept", say("kept-title"), say(isBusy ? "waits-busy" : "kept-offline"));
  }

  private tellSent(icon: "kept" | "sent", title: string, words: string, url = ""): void {
    // Whoever already writes the next report is left where they are.
    tellSent({ icon, title, words, url }, store.isBegun(this.draft));
  }

  /** Somebody had reported it before, and was supported: this draft is not needed any more, unless they say so. */
  private supported(words: string, url: string): void {
    const told = made("t-supported");
    part(told, "[data-said]").textContent = words;
    if (url.startsWith("/")) part<HTMLAnchorElement>(told, "[data-open]").href = url;
    const parked = this.draft;
    this.form.before(told);
    this.form.hidden = true;
    part(told, "[data-go-on]").addEventListener("click", () => {
      told.remove();
      this.form.hidden = false;
      this.draft = parked;
      this.keeper.touch();
      void this.show();
    });
    this.draft = store.newDraft(parked.owner);
    void store.dropDraft(parked.key).then(() => this.mark());
    scrollTo(0, 0);
  }
}
