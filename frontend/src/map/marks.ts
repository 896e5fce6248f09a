// What lies on the map: discs with a number where there is much, single reports as a colour and a shape.
import type * as Leaflet from "leaflet";
import { latOf, lonOf } from "./box";
import type { L } from "./ground";

// Column, row, latitude, longitude, then how many stand in each colour.
type Square = [number, number, number, number, number, number, number, number, number];
// Code, latitude, longitude, category, colour.
type Report = [string, number, number, string, number];
export interface Told {
  level: number;
  total: number;
  squares: Square[];
  reports: Report[];
}
export interface Words {
  many: string;
  one: string;
  colours: string[];
  kinds: Map<string, string>;
  icons: string;
}
export interface Opened {
  /** A single report, or none where several lie together. */
  code?: string;
  /** What several reports lie in: west, south, east, north. */
  box?: [number, number, number, number];
  element: HTMLElement;
}

const SPLIT = 2;
// How much of the way from the middle of its square a disc goes to where its reports lie: discs keep their distance.
const DRAWN = 0.25;
const SHAPES = ["triangle-alert", "loader", "circle-check", "circle-minus", "leaf"];
const NAMES = ["red", "yellow", "green", "grey", "plain"];
const SVG = "http://www.w3.org/2000/svg";
// A report's place is known to a few metres: those within this part of a degree are one disc.
const TOGETHER = 40_000;

export class Marks {
  private kept = new Map<string, Leaflet.Marker>();

  constructor(
    private L: L,
    private map: Leaflet.Map,
    private words: Words,
    private open: (what: Opened) => void,
  ) {}

  /** Draw what was told; what is there already stays, so that the keyboard does not lose its place. */
  show(told: Told): void {
    const wanted = new Map<string, () => Leaflet.Marker>();
    for (const square of told.squares) {
      const [column, row, , , ...colours] = square;
      wanted.set(`${told.level}/${column}/${row}/${colours}`, () => this.square(square, told.level));
    }
    for (const [key, reports] of this.together(told.reports)) wanted.set(key, () => this.place(reports));
    for (const [key, marker] of this.kept) {
      if (wanted.has(key)) continue;
      marker.remove();
      this.kept.delete(key);
    }
    for (const [key, make] of wanted) {
      if (!this.kept.has(key)) this.kept.set(key, make().addTo(this.map));
    }
  }

  private together(reports: Report[]): Map<string, Report[]> {
    const places = new Map<string, Report[]>();
    for (const report of reports) {
      const key = `${Math.round(report[1] * TOGETHER)}/${Math.round(report[2] * TOGETHER)}`;
      places.set(key, [...(places.get(key) ?? []), report]);
    }
    return new Map([...places.values()].map((found) => [found.map((one) => `${one[0]}${one[4]}`).join(), found]));
  }

  private square([column, row, lat, lon, ...colours]: Square, level: number): Leaflet.Marker {
    const many = 2 ** (level + SPLIT);
    const middle = { lat: latOf(row + 0.5, many), lon: lonOf(column + 0.5, many) };
    const at: [number, number] = [middle.lat + DRAWN * (lat - middle.lat), middle.lon + DRAWN * (lon - middle.lon)];
    const box: Opened["box"] = [lonOf(column, many), latOf(row + 1, many), lonOf(column + 1, many), latOf(row, many)];
    return this.marker(at, this.disc(colours), this.counted(colours), (element) => this.open({ box, element }));
  }

  private place(reports: Report[]): Leaflet.Marker {
    const [first] = reports as [Report];
    const at: [number, number] = [first[1], first[2]];
    if (reports.length === 1) {
      const said = `${this.words.kinds.get(first[3]) ?? ""}, ${this.words.colours[first[4]] ?? ""}`;
      return this.marker(at, this.shape(first[4]), said, (element) => this.open({ code: first[0], element }));
    }
    const colours = NAMES.map((_, colour) => reports.filter((one) => one[4] === colour).length);
    const lats = reports.map((one) => one[1]);
    const lons = reports.map((one) => one[2]);
    const edge = 1 / TOGETHER;
    const box: Opened["box"] = [
      Math.min(...lons) - edge,
      Math.min(...lats) - edge,
      Math.max(...lons) + edge,
      Math.max(...lats) + edge,
    ];
    return this.marker(at, this.disc(colours), this.counted(colours), (element) => this.open({ box, element }));
  }

  private counted(colours: number[]): string {
    const total = colours.reduce((sum, many) => sum + many, 0);
    const parts = colours.flatMap((many, colour) => (many ? [`${many} ${this.words.colours[colour] ?? ""}`] : []));
    const words =
      total === 1
        ? this.words.one
        : this.words.many.replace("{n}", total.toLocaleString(document.documentElement.lang));
    return `${words}: ${parts.join(", ")}`;
  }

  private marker(
    at: [number, number],
    drawn: HTMLElement,
    said: string,
    act: (element: HTMLElement) => void,
  ): Leaflet.Marker {
    const icon = this.L.divIcon({ className: "mark", html: drawn, iconSize: [48, 48] });
    const marker = this.L.marker(at, { icon, title: said, riseOnHover: true });
    marker.on("add", () => {
      const element = marker.getElement();
      if (!element) return;
      element.setAttribute("aria-label", said);
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        act(element);
      });
    });
    marker.on("click", () => {
      const element = marker.getElement();
      if (element) act(element);
    });
    return marker;
  }

  private shape(colour: number): HTMLElement {
    const drawn = document.createElement("span");
    drawn.className = `shape ${NAMES[colour]}`;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", `${this.words.icons}#${SHAPES[colour]}`);
    svg.append(use);
    drawn.append(svg);
    return drawn;
  }

  /** A disc with the number, and around it a ring shared out by colour; one report alone is drawn as what it is. */
  private disc(colours: number[]): HTMLElement {
    const total = colours.reduce((sum, many) => sum + many, 0);
    if (total === 1) return this.shape(colours.indexOf(1));
    const drawn = document.createElement("span");
    drawn.className = `disc ${total >= 1000 ? "large" : total >= 50 ? "middle" : ""}`;
    const ring = document.createElementNS(SVG, "svg");
    ring.setAttribute("viewBox", "0 0 40 40");
    ring.setAttribute("aria-hidden", "true");
    let before = 0;
    colours.forEach((many, colour) => {
      if (!many) return;
      const part = document.createElementNS(SVG, "circle");
      for (const [name, value] of Object.entries({ class: NAMES[colour], cx: 20, cy: 20, r: 17, pathLength: 100 })) {
        part.setAttribute(name, String(value));
      }
      const share = (100 * many) / total;
      part.setAttribute("stroke-dasharray", `${share} ${100 - share}`);
      part.setAttribute("stroke-dashoffset", String(25 - (100 * before) / total));
      ring.append(part);
      before += many;
    });
    const number = document.createElement("span");
    number.textContent = short(total);
    drawn.append(ring, number);
    return drawn;
  }
}

function short(total: number): string {
  if (total < 1000) return String(total);
  const places = total < 10_000 ? 1 : 0;
  return `${(total / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: places })}k`;
}
