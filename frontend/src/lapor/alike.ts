// What is near and alike is offered first. It never stands in the way: no answer, no offer.
import type { Host } from "./host";
import { ask, who } from "./send";
import { made, part, say } from "./words";

type Near = {
  code: string;
  url: string;
  kind: string;
  words: string;
  state_words: string;
  colour: string;
  distance_m: number;
  photo: string;
  supports: number;
  is_supported: boolean;
};

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
    const asked = place && kind ? `lat=${place.lat.toFixed(5)}&lon=${place.lon.toFixed(5)}&jenis=${kind}` : "";
    if (`${key} ${asked}` === this.last) return;
    this.last = `${key} ${asked}`;
    this.show([]);
    if (!asked || !navigator.onLine) return;
    const mine = this.last;
    const answer = await ask(`/lapor/serupa.json?${asked}`, {}, ASK_MS);
    const reports = (answer.told as unknown as { reports?: Near[] }).reports;
    if (mine === this.last && answer.status === 200 && Array.isArray(reports)) this.show(reports.slice(0, MOST));
  }

  private show(reports: Near[]): void {
    this.box.hidden = !reports.length;
    part(this.box, "[data-alike-said]").textContent = reports.length ? say("alike-found", { n: reports.length }) : "";
    part(this.box, "[data-alike-list]").replaceChildren(...reports.map((report) => this.card(report)));
  }

  private card(report: Near): HTMLElement {
    const card = made("t-alike");
    if (report.photo.startsWith("/")) {
      const image = new Image();
      image.src = report.photo;
      image.alt = "";
      card.prepend(image);
    }
    part(card, "[data-what]").textContent = report.kind;
    part(card, "[data-where]").textContent = say("alike-far", { m: Math.round(report.distance_m) });
    part(card, "[data-words]").textContent = report.words;
    const state = part(card, "[data-state]");
    state.textContent = report.state_words;
    state.classList.add(report.colour);
    if (report.url.startsWith("/")) part<HTMLAnchorElement>(card, "[data-open]").href = report.url;
    const support = part<HTMLButtonElement>(card, "[data-support]");
    part(support, "span").textContent = say(report.is_supported ? "alike-supported" : "alike-support");
    support.disabled = report.is_supported;
    support.addEventListener("click", () => this.support(report, support));
    return card;
  }

  private async support(report: Near, button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    const asked = await who();
    const headers = { "X-CSRFToken": typeof asked === "string" ? "" : asked.csrf };
    const path = `/laporan/${encodeURIComponent(report.code)}/dukung/`;
    const answer = typeof asked === "string" ? { status: 0 } : await ask(path, { method: "POST", headers }, ASK_MS);
    button.disabled = false;
    if (answer.status === 200 || answer.status === 201) this.supported(say("alike-thanks"), report.url);
    else part(this.box, "[data-alike-said]").textContent = say("alike-failed");
  }
}
