// One task: what was said, the way there, before and after, done or not possible.
import { newKey } from "../lapor/database";
import { photosOf } from "../lapor/store";
import { part, say, tell } from "../lapor/words";
import { codeOf, digestOf } from "./code";
import { Finder } from "./finder";
import { dueOf } from "./list";
import { here } from "./near";
import { proofOf } from "./strip";
import { beforeOf, crew, finish, keepShot, type Shot, shotOf, type Task, type Work } from "./work";

type Host = { back(): void; done(): void };
const PLACE_MS = 8_000;

export class One {
  private readonly box = part(document, "[data-one]");
  private readonly finder = new Finder((photo) => void this.take(photo));
  private readonly shown = { before: "", after: "" };
  private task: Task | null = null;
  private map: { close(): void } | null = null;

  constructor(private readonly host: Host) {
    part(this.box, "[data-back]").addEventListener("click", () => this.host.back());
    part(this.box, "[data-map-open]").addEventListener("click", () => void this.openMap());
    const file = part<HTMLInputElement>(this.box, "[data-file]");
    file.addEventListener("change", () => {
      const [photo] = file.files ?? [];
      file.value = "";
      if (photo) void this.take(photo);
    });
    this.form("[data-finish]", "done", "said");
    this.form("[data-cannot]", "cannot", "why");
  }

  get code(): string {
    return this.task?.code ?? "";
  }

  async show(task: Task): Promise<void> {
    this.close();
    this.task = task;
    this.box.hidden = false;
    part(this.box, "[data-kind]").textContent = task.kind;
    part(this.box, "[data-code]").textContent = task.code;
    part(this.box, "[data-due]").textContent = dueOf(task, Date.now() + ((await crew())?.off ?? 0));
    part(this.box, "[data-words]").textContent = task.words || say("no-words");
    part(this.box, "[data-place]").textContent = task.place;
    const way = part<HTMLAnchorElement>(this.box, "[data-way]");
    way.hidden = task.lat === null;
    const [lat, lon] = [String(task.lat), String(task.lon)];
    way.href = (way.dataset.way ?? "").split("{lat}").join(lat).split("{lon}").join(lon);
    part(this.box, "[data-map-open]").hidden = task.lat === null;
    for (const form of this.box.querySelectorAll("form")) form.reset();
    this.box.querySelector("details")?.removeAttribute("open");
    this.gone(false);
    this.say("");
    part(this.box, "#one-h").focus();
    this.picture("before", await beforeOf(task).catch(() => undefined));
    await this.showShot();
  }

  /** Somebody took it away, or did it: told at once; what was photographed stays on the telephone. */
  gone(isGone: boolean): void {
    tell(this.box, "[data-gone]", isGone ? say("gone") : "");
  }

  close(): void {
    this.finder.close();
    this.map?.close();
    this.map = null;
    part(this.box, "[data-map]").hidden = true;
    this.box.hidden = true;
    this.task = null;
    this.picture("before", undefined);
    this.picture("after", undefined);
  }

  private async openMap(): Promise<void> {
    const { task } = this;
    if (!task || task.lat === null || task.lon === null || this.map) return;
    part(this.box, "[data-map-open]").hidden = true;
    const host = part(this.box, "[data-map]");
    host.hidden = false;
    try {
      const { placeMap } = await import("../place-map");
      this.map = await placeMap(host, { lat: task.lat, lon: task.lon }, null);
    } catch {
      // No signal for the map: it may be asked for again.
      host.hidden = true;
      part(this.box, "[data-map-open]").hidden = false;
    }
  }

  /** The code is of this moment, by the server's clock where it was heard; then it is drawn into the picture. */
  private async take(photo: Blob): Promise<void> {
    const { task } = this;
    const known = await crew();
    if (!task || !known) return;
    this.say(say("photo-working"));
    const at = Date.now() + known.off;
    const spot = here(PLACE_MS);
    try {
      const code = await codeOf(known.secret, task.code, at);
      const [day, time] = inTheCity(at);
      const lines = [code?.code ?? "-", `${day} ${time} ${say("clock")}`, task.code, known.office];
      const drawn = await proofOf(photo, code, lines);
      const place = await spot;
      const facts = { source: await digestOf(photo), taken_at: new Date().toISOString(), code: code?.code ?? "" };
      const shot: Shot = { ...facts, lat: place?.lat ?? null, lon: place?.lon ?? null, photo: newKey() };
      await keepShot(task.code, shot, drawn).catch(() => {
        throw new Error("storage-full");
      });
      tell(this.box, "[data-finish] [data-wrong]", "");
      if (this.task?.code === task.code) await this.showShot();
    } catch (failure) {
      this.say(say((failure as Error).message === "storage-full" ? "storage-full" : "photo-failed"));
    }
  }

  private async showShot(): Promise<void> {
    const shot = this.task ? await shotOf(this.task.code) : undefined;
    const [photo] = shot ? await photosOf([shot.photo]) : [];
    this.picture("after", photo?.blob);
    if (!shot || !photo) return;
    const [, time] = inTheCity(Date.parse(shot.taken_at) + ((await crew())?.off ?? 0));
    this.say(shot.code ? say("photo-ready", { code: shot.code, when: time }) : say("photo-no-code"));
  }

  private say(words: string): void {
    const line = part(this.box, "[data-photo-said]");
    line.dataset.hint ??= line.textContent ?? "";
    line.textContent = words || line.dataset.hint;
  }

  private picture(which: "before" | "after", blob: Blob | undefined): void {
    const figure = part(this.box, `[data-${which}]`);
    URL.revokeObjectURL(this.shown[which]);
    this.shown[which] = blob ? URL.createObjectURL(blob) : "";
    figure.hidden = !blob;
    const image = part<HTMLImageElement>(figure, "img");
    if (blob) image.src = this.shown[which];
    else image.removeAttribute("src");
    if (which === "before") this.finder.guide(this.shown.before);
  }

  private form(selector: string, did: Work["did"], tapped: string): void {
    const form = part<HTMLFormElement>(this.box, selector);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { task } = this;
      const known = await crew();
      if (!task || !known) return;
      const said = new FormData(form);
      const words = [said.get(tapped), said.get("more")].map((part) => String(part ?? "").trim()).filter(Boolean);
      if (did === "cannot" && !words.length) return void tell(form, "[data-wrong]", say("need-words"));
      if (did === "done" && !(await shotOf(task.code))) {
        tell(form, "[data-wrong]", say("need-photo"));
        return;
      }
      try {
        if (await finish(known, task, did, words.join(" "))) this.host.done();
        else this.gone(true);
      } catch {
        tell(form, "[data-wrong]", say("storage-full"));
      }
    });
  }
}

/** Day and time by the city's clocks, whatever the telephone's zone is. */
function inTheCity(at: number): [string, string] {
  const zone = { timeZone: say("zone") };
  const day = new Intl.DateTimeFormat("id", { ...zone, day: "numeric", month: "long", year: "numeric" });
  const time = new Intl.DateTimeFormat("id", { ...zone, hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return [day.format(at), time.format(at)];
}
