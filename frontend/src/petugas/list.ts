// The tasks of today in the order that was asked for, and what became of those that were done.
import { made, many, part, say, tell, when } from "../lapor/words";
import { here, metres, type Spot } from "./near";
import { allWork, beforeOf, type Crew, type Task, type Work } from "./work";

const LOOKS = { waiting: "yellow", sent: "green", kept: "yellow", refused: "red" } as const;

export class List {
  private readonly box = part(document, "[data-list]");
  private readonly list = part(this.box, "[data-tasks]");
  private readonly addresses: string[] = [];
  private order: "due" | "near" = "due";
  private spot: Spot | null = null;
  private known: Crew | undefined;

  constructor(private readonly open: (task: Task) => void) {
    for (const button of this.box.querySelectorAll<HTMLButtonElement>("[data-order]")) {
      button.addEventListener("click", () => void this.arrange(button.dataset.order === "near" ? "near" : "due"));
    }
  }

  private async arrange(order: "due" | "near"): Promise<void> {
    this.order = order;
    for (const button of this.box.querySelectorAll<HTMLButtonElement>("[data-order]")) {
      button.setAttribute("aria-pressed", String(button.dataset.order === order));
    }
    if (order === "near") this.spot = await here(10_000);
    await this.show(this.known);
  }

  async show(known: Crew | undefined): Promise<void> {
    this.known = known;
    if (!known) return;
    const done = many("done", known.done);
    const hello = say("hello", { name: known.name, office: known.office });
    part(this.box, "[data-hello]").textContent = [hello, many("todo", known.tasks.length), done].join(" · ");
    const none = known.is_over ? say("over") : known.tasks.length ? "" : say("none");
    tell(this.box, "[data-none]", none);
    for (const address of this.addresses.splice(0)) URL.revokeObjectURL(address);
    this.list.replaceChildren(...this.sorted(known.tasks).map((task) => this.item(task)));
    await this.work();
  }

  /** By the server's clock. */
  private get now(): number {
    return Date.now() + (this.known?.off ?? 0);
  }

  private sorted(tasks: Task[]): Task[] {
    const spot = this.spot;
    const by = (task: Task) => (this.order === "near" && spot ? metres(spot, task) : Date.parse(task.due_at));
    return [...tasks].sort((a, b) => by(a) - by(b));
  }

  private item(task: Task): HTMLElement {
    const item = made("t-task");
    part(item, "[data-kind]").textContent = task.kind;
    part(item, "[data-place]").textContent = task.place;
    part(item, "[data-words]").textContent = task.words;
    const far = this.spot ? metres(this.spot, task) : Number.POSITIVE_INFINITY;
    part(item, "[data-due]").textContent = [dueOf(task, this.now), farOf(far)].filter(Boolean).join(" · ");
    part(item, "[data-due]").classList.toggle("late", Date.parse(task.due_at) < this.now);
    part(item, "button").addEventListener("click", () => this.open(task));
    void beforeOf(task)
      .then((blob) => {
        if (!blob) return;
        const image = part<HTMLImageElement>(item, "img");
        image.src = URL.createObjectURL(blob);
        this.addresses.push(image.src);
        image.hidden = false;
      })
      .catch(() => undefined);
    return item;
  }

  private async work(): Promise<void> {
    const entries = (await allWork()).filter((entry) => entry.owner === this.known?.owner).reverse();
    const waiting = entries.filter((entry) => entry.state === "waiting").length;
    part(this.box, "[data-work]").hidden = !entries.length;
    part(this.box, "[data-flush]").hidden = !waiting;
    const line = part(this.box, "[data-work-said]");
    const told = waiting ? `${many("waits", waiting)}.` : "";
    if (line.textContent !== told) line.textContent = told;
    part(this.box, "[data-work-list]").replaceChildren(...entries.map(drawn));
    part(document, "[data-waits]").textContent = waiting ? many("waits", waiting) : "";
    part(document, ".crew-waits").classList.toggle("some", waiting > 0);
  }
}

function drawn(entry: Work): HTMLElement {
  const item = made("t-work");
  part(item, "[data-what]").textContent = `${entry.kind}: ${say(`did-${entry.did}`)}`;
  const state = part(item, "[data-state]");
  state.textContent = say(`state-${entry.state}`);
  state.classList.add(LOOKS[entry.state]);
  part(item, "[data-when]").textContent = when(entry.at);
  const isAside = entry.state === "waiting" && entry.problem !== undefined;
  tell(item, "[data-told]", isAside ? say("aside-said", { when: when(entry.again_at ?? 0) }) : entry.told);
  return item;
}

export function dueOf(task: Task, now: number): string {
  const at = Date.parse(task.due_at);
  return say(at < now ? "late" : "due", { when: when(at) });
}

function farOf(far: number): string {
  if (!Number.isFinite(far)) return "";
  return far < 1000
    ? say("far", { n: Math.round(far / 10) * 10 })
    : say("far-km", { n: (far / 1000).toFixed(1).replace(".", ",") });
}
