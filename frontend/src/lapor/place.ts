// Where: found by itself, said in words, settled where a border is near, moved on a small map, or chosen by hand.
import { read } from "../api/read";
import type { Host } from "./host";
import { recall, remember, type Seat } from "./store";
import { ByHandChoice } from "./units";
import { made, part, say, tell } from "./words";

type At = { lat: number; lon: number };
type Map = { move(at: At): void; close(): void };

const LOOK_MS = 20_000;
/** For so long the place where somebody opened the form is where they are. */
const FRESH_MS = 2 * 60_000;
const GOOD_ENOUGH_M = 20;
const ROUGH_M = 100;
const ASK_MS = 15_000;
/** How exact the telephone's place is, at the end of its words: for whoever reports, nobody else is told. */
export const ROUGHLY = / \(±\d+\u00a0m\)$/;

export class PlaceFinder {
  private readonly find: HTMLButtonElement;
  private readonly opener: HTMLButtonElement;
  private readonly by_hand: ByHandChoice;
  private watch = 0;
  private asked = 0;
  private found_at = 0;
  private isStale = false;
  private map: Map | null = null;
  private isOpening = false;

  constructor(private readonly host: Host) {
    this.find = part(host.form, "[data-find]");
    this.opener = part(host.form, "[data-map-open]");
    this.find.addEventListener("click", () => this.look());
    this.opener.addEventListener("click", () => this.openMap());
    this.by_hand = new ByHandChoice(host, () => this.choseByHand());
  }

  /** What the draft knows; where it knows nothing, the telephone is asked, if the person ever said that it may be. */
  async show(home: string): Promise<void> {
    this.stop();
    this.closeMap();
    this.doubt([]);
    this.rough(false);
    tell(this.host.form, "[data-wrong=place]", "");
    const { place, by_hand } = this.host.draft;
    this.say(by_hand?.words ?? place?.words ?? "");
    part<HTMLDetailsElement>(this.host.form, "[data-by-hand]").open = Boolean(by_hand);
    void this.by_hand.show(home);
    this.find.hidden = !("geolocation" in navigator);
    if (place) this.offerMap();
    else if (!by_hand) await this.begin();
  }

  private async begin(): Promise<void> {
    if (this.find.hidden) return this.failed("place-none");
    const allowed = await mayLook();
    if (allowed === "granted") this.look();
    else if (allowed === "denied") this.failed("place-denied");
    else part(this.host.form, "[data-ask]").hidden = false;
  }

  /** The report begins now, perhaps elsewhere than where its form was opened: the telephone is asked again. What is known
   * stands until it answers; a point that a person chose stays. */
  renew(): void {
    const { place } = this.host.draft;
    const isFound = place !== null && place.accuracy !== null && !place.settled;
    if (!isFound || this.watch || Date.now() - this.found_at < FRESH_MS) return;
    this.isStale = true;
    this.look(0);
  }

  /** From the first rough fix to a good one, for at most 20 seconds; whoever moves the point ends it. */
  private look(maximumAge = 30_000): void {
    this.stop();
    this.host.draft.by_hand = null;
    part(this.host.form, "[data-ask]").hidden = true;
    // It is being looked for already; and whatever comes of it takes the room that stands ready for it.
    this.find.hidden = true;
    this.say(say("place-searching"));
    const options = { enableHighAccuracy: true, timeout: LOOK_MS, maximumAge };
    this.watch = navigator.geolocation.watchPosition(
      (found) => this.found(found.coords),
      (failure) => {
        if (this.host.draft.place) return this.keep();
        this.failed(failure.code === failure.PERMISSION_DENIED ? "place-denied" : "place-failed");
      },
      options,
    );
    const watch = this.watch;
    setTimeout(() => watch === this.watch && this.host.draft.place && this.keep(), LOOK_MS);
  }

  /** The telephone says no more: what is known stands, and is said; where nothing new was found, one may ask again. */
  private keep(): void {
    this.stop();
    this.say(this.host.draft.place?.words ?? "");
    if (this.isStale) this.find.hidden = false;
    this.isStale = false;
  }

  private found({ latitude, longitude, accuracy }: GeolocationCoordinates): void {
    void remember("may-look", true);
    if (accuracy <= GOOD_ENOUGH_M) this.stop();
    const before = this.host.draft.place;
    this.found_at = Date.now();
    if (!this.isStale && before?.accuracy != null && before.accuracy <= accuracy) return;
    this.isStale = false;
    this.set({ lat: latitude, lon: longitude }, Math.round(accuracy));
  }

  private set(at: At, accuracy: number | null): void {
    const before = this.host.draft.place?.words ?? "";
    this.host.draft.place = { ...at, accuracy, words: before, settled: "" };
    this.host.draft.by_hand = null;
    // Asking again is for a point that was moved; one that was just found needs no button.
    this.find.hidden = accuracy !== null;
    this.host.changed("place");
    this.map?.move(at);
    void this.name(at, accuracy);
    this.offerMap();
  }

  /** The place in words. Without signal the point alone is kept, and the server finds the words when it comes in. */
  private async name(at: At, accuracy: number | null): Promise<void> {
    const mine = ++this.asked;
    const asked = { lat: Number(at.lat.toFixed(6)), lon: Number(at.lon.toFixed(6)) };
    const { told: named, problem } = await read("/places", asked, ASK_MS);
    const place = this.host.draft.place;
    if (mine !== this.asked || !place) return;
    const exact = accuracy === null ? "" : ` (±${accuracy}\u00a0m)`;
    if (named) {
      place.words = named.words + exact;
      this.doubt(named.doubt);
    } else {
      // A point that nobody here serves will have no name later either: the choice by hand is the way on.
      const isElsewhere = problem?.field === "place";
      place.words = say(isElsewhere ? "place-elsewhere" : "place-unnamed") + exact;
      if (isElsewhere) part<HTMLDetailsElement>(this.host.form, "[data-by-hand]").open = true;
      this.doubt([]);
    }
    this.say(place.words);
    this.rough(accuracy !== null && accuracy > ROUGH_M);
    tell(this.host.form, "[data-wrong=place]", problem?.field === "place" ? problem.words : "");
    this.host.changed("place");
  }

  /** Within some metres of a border only the person knows on which side: both are offered, the first stands. */
  private doubt(choices: Seat[]): void {
    const box = part(this.host.form, "[data-doubt]");
    box.hidden = choices.length < 2;
    part(box, "[data-doubt-choices]").replaceChildren(
      ...choices.map(({ code, words }) => {
        const choice = made("t-choice");
        const input = part<HTMLInputElement>(choice, "input");
        input.name = "doubt";
        input.checked = this.host.draft.place?.words.startsWith(words) ?? false;
        part(choice, "span").textContent = words;
        input.addEventListener("change", () => this.settle(code, words));
        return choice;
      }),
    );
  }

  private settle(code: string, words: string): void {
    const place = this.host.draft.place;
    if (!place) return;
    this.stop();
    place.settled = code;
    place.words = words;
    this.say(words);
    this.host.changed("place");
  }

  private choseByHand(): void {
    this.stop();
    this.asked++;
    this.doubt([]);
    this.rough(false);
    this.closeMap();
    this.find.hidden = !("geolocation" in navigator);
    this.say(this.host.draft.by_hand?.words ?? "");
    tell(this.host.form, "[data-wrong=place]", "");
    this.host.changed("place");
  }

  private failed(words: string): void {
    this.stop();
    this.find.hidden = !("geolocation" in navigator);
    this.say(say(words), true);
    part(this.host.form, "[data-ask]").hidden = true;
    part<HTMLDetailsElement>(this.host.form, "[data-by-hand]").open = true;
  }

  /** On the map, where it is put right: a line more above it would push away what the thumb is about to touch. */
  private rough(isRough: boolean): void {
    const line = part(this.host.form, "[data-place-rough]");
    line.hidden = !isRough;
    line.textContent = isRough ? say("place-rough") : "";
  }

  private say(words: string, isFailure = false): void {
    const line = part(this.host.form, "[data-place-said]");
    line.classList.toggle("failed", isFailure);
    line.textContent = words;
  }

  stop(): void {
    if (this.watch) navigator.geolocation.clearWatch(this.watch);
    this.watch = 0;
  }

  /** The map comes by itself when the line is good and nothing else waits, else by a tap. */
  private offerMap(): void {
    if (this.map || this.isOpening) return;
    this.opener.hidden = !isSlow();
    if (isSlow()) return;
    const idle = "requestIdleCallback" in window ? requestIdleCallback : (run: () => void) => setTimeout(run, 500);
    idle(() => void this.openMap());
  }

  private async openMap(): Promise<void> {
    const place = this.host.draft.place;
    if (!place || this.map || this.isOpening) return;
    this.isOpening = true;
    const host = part(this.host.form, "[data-map]");
    try {
      const { placeMap } = await import("../place-map");
      host.hidden = false;
      this.map = await placeMap(host, place, (at) => {
        this.stop();
        this.set(at, null);
      });
      this.opener.hidden = true;
    } catch {
      // No signal for the map: the words and the choice by hand are there without it.
      host.hidden = true;
      this.opener.hidden = false;
    }
    this.isOpening = false;
    if (this.map && !this.host.draft.place) this.closeMap();
  }

  private closeMap(): void {
    this.map?.close();
    this.map = null;
    part(this.host.form, "[data-map]").hidden = true;
    this.opener.hidden = true;
  }
}

/** Whether the telephone may be asked without a question: the browser's answer, or what was answered here before. */
async function mayLook(): Promise<string> {
  try {
    return (await navigator.permissions.query({ name: "geolocation" })).state;
  } catch {
    return (await recall<boolean>("may-look")) ? "granted" : "prompt";
  }
}

function isSlow(): boolean {
  const line = (navigator as { connection?: { saveData?: boolean; effectiveType?: string } }).connection;
  return !navigator.onLine || Boolean(line?.saveData) || /2g$/.test(line?.effectiveType ?? "");
}
