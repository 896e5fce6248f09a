// The grid of kinds: what this person uses most comes first, also without signal.
import type { Host } from "./host";
import { type Ready, recall, remember } from "./store";
import { part } from "./words";

const RECENT_MOST = 12;

export class Kinds {
  constructor(private readonly host: Host) {
    host.form.addEventListener("change", (event) => {
      const input = event.target;
      if (!(input instanceof HTMLInputElement) || input.name !== "category") return;
      host.draft.kind = input.value;
      host.draft.kind_words = wordsOf(input);
      this.tellFirst();
      host.changed("kind");
    });
  }

  /** The order of the grid, once and before it is used: nothing moves under a thumb. */
  async arrange(ready: Ready | undefined): Promise<void> {
    const recent = (await recall<string[]>(`recent:${this.host.draft.owner}`)) ?? [];
    const order = [...new Set([...recent, ...(ready?.kinds ?? [])])];
    const place = new Map(order.map((code, number) => [code, number]));
    const rank = (tile: Element) => place.get(tile.querySelector("input")?.value ?? "") ?? order.length;
    for (const grid of this.host.form.querySelectorAll("[data-kinds]")) {
      const tiles = [...grid.children];
      const sorted = [...tiles].sort((a, b) => rank(a) - rank(b));
      if (sorted.some((tile, number) => tile !== tiles[number])) grid.append(...sorted);
    }
    if (ready?.seats.length) this.activitiesFirst();
    this.tellFirst();
  }

  /** Heads of RT and RW report the life of the neighbourhood more often than its troubles. */
  private activitiesFirst(): void {
    const activities = part<HTMLDetailsElement>(this.host.form, "[data-activities]");
    activities.open = true;
    part(this.host.form, "[data-groups]").prepend(activities);
    part(this.host.form, "[data-problems-name]").hidden = false;
  }

  show(): void {
    const { kind } = this.host.draft;
    for (const input of this.host.form.querySelectorAll<HTMLInputElement>("input[name=category]")) {
      input.checked = input.value === kind;
      if (input.checked) input.closest("details")?.setAttribute("open", "");
    }
    this.tellFirst();
  }

  /** Where somebody may be in danger: what to do before a report, right under the kind that was chosen. */
  private tellFirst(): void {
    const { kind } = this.host.draft;
    const chosen = this.host.form.querySelector("input[name=category]:checked")?.closest(".tile");
    for (const notice of this.host.form.querySelectorAll<HTMLElement>("[data-first-of]")) {
      const isDue = (notice.dataset.firstOf ?? "").split(" ").includes(kind);
      if (isDue) chosen?.after(notice);
      notice.classList.toggle("due", isDue);
    }
  }

  /** This kind was used: the next time it stands in front. */
  async used(owner: string, kind: string): Promise<void> {
    const recent = (await recall<string[]>(`recent:${owner}`)) ?? [];
    await remember(`recent:${owner}`, [kind, ...recent.filter((code) => code !== kind)].slice(0, RECENT_MOST));
  }
}

function wordsOf(input: HTMLInputElement): string {
  return input.closest("label")?.textContent?.trim() ?? input.value;
}
