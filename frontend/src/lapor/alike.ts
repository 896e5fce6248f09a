// What is near and alike is offered first. It never stands in the way: no answer, no offer.
import type { AlikeTold } from "../api/described";
import { read } from "../api/read";
import type { Host } from "./host";
import { ask, who } from "./send";
import { made, part, say } from "./words";

const ASK_MS = 10_000;
const MOST = 3;

export class Alike {
  private readonly box: HTMLElement;
  private last = "";

  constructor(
    private readonly host: Host,
    private readonly supported: (words: string, url: string) => void,
  ) {
    this.box = part(host.form, "[data-alike]");
  }

  async look(): Promise<void> {
    const { place, kind, key } = this.host.draft;
    const mine = place && kind ? `${key} ${place.lat.toFixed(5)} ${place.lon.toFixed(5)} ${kind}` : key;
    if (mine === this.last) return;
    this.last = mine;
    this.show([]);
    if (!place || !kind || !navigator.onLine) return;
    const asked = { lat: Number(place.lat.toFixed(5)), lon: Number(place.lon.toFixed(5)), category: kind };
    const { told } = await read("/reports/alike", asked, ASK_MS);
    if (mine === this.last && told) this.show(told.items.slice(0, MOST));
  }

  private show(reports: AlikeTold[]): void {
    this.box.hidden = !reports.length;
    part(this.box, "[data-alike-said]").textContent = reports.length ? say("alike-found", { n: reports.length }) : "";
    part(this.box, "[data-alike-list]").replaceChildren(...reports.map((report) => this.card(report)));
  }

  private card(report: AlikeTold): HTMLElement {
    const card = made("t-alike");
    if (report.photo) {
      const image = new Image();
      image.src = `/foto/${report.photo.digest}.jpg`;
      image.alt = "";
      card.prepend(image);
    }
    part(card, "[data-what]").textContent = report.category_name;
    part(card, "[data-where]").textContent = say("alike-far", { m: Math.round(report.distance_m) });
    part(card, "[data-words]").textContent = report.words;
    const state = part(card, "[data-state]");
    state.textContent = report.state_words;
    state.classList.add(report.colour);
    part<HTMLAnchorElement>(card, "[data-open]").href = pageOf(report);
    const support = part<HTMLButtonElement>(card, "[data-support]");
    part(support, "span").textContent = say(report.is_supported ? "alike-supported" : "alike-support");
    support.disabled = report.is_supported;
    support.addEventListener("click", () => this.support(report, support));
    return card;
  }

  private async support(report: AlikeTold, button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    const asked = await who();
    const headers = { "X-CSRFToken": typeof asked === "string" ? "" : asked.csrf };
    const path = `${pageOf(report)}dukung/`;
    const answer = typeof asked === "string" ? { status: 0 } : await ask(path, { method: "POST", headers }, ASK_MS);
    button.disabled = false;
    if (answer.status === 200 || answer.status === 201) this.supported(say("alike-thanks"), pageOf(report));
    else part(this.box, "[data-alike-said]").textContent = say("alike-failed");
  }
}

/** Its page, under the name by which this site was opened. */
function pageOf(report: AlikeTold): string {
  return `/laporan/${encodeURIComponent(report.code)}/`;
}
