// A border drawn corner by corner among those that are there, or shown from the file that was chosen.
import type * as Leaflet from "leaflet";
import { ground } from "./map/ground";
import { styled } from "./map/styled";

type Corner = [number, number];
type Neighbour = [string, Corner[][]];
const KELURAHAN_DIGITS = 10;
const RW_DIGITS = 13;
const METRES_A_DEGREE = 111_195;
// A name is written where it has this much room, in pixels a letter.
const LETTER = 9;
const STEP_M = 2;
const STEP_FAR_M = 20;
// A corner this near to one of a neighbour is meant to be the same.
const SNAP_PIXELS = 12;

const host = document.querySelector<HTMLElement>("[data-outline]");
if (host) void begin(host);

async function begin(host: HTMLElement): Promise<void> {
  const canvas = host.querySelector<HTMLElement>("[data-canvas]");
  const kept = host.querySelector<HTMLInputElement>("input[name=batas]");
  const file = host.querySelector<HTMLInputElement>("input[type=file]");
  const drawing = host.querySelector<HTMLElement>("[data-drawing]");
  if (!canvas || !kept || !file || !drawing) return;
  drawing.hidden = false;
  try {
    await styled(canvas.dataset.style ?? "");
  } catch {
    // Without a map nothing is drawn: the file is taken as well.
    drawing.hidden = true;
    return;
  }
  const { L, map } = await ground(canvas, canvas, { minZoom: 12, maxZoom: 20 });
  const told = JSON.parse(document.getElementById("batas-unit")?.textContent ?? "[]") as Neighbour[];
  const outline = new Drawn(L, map, host, kept);
  outline.among(told);
  look(map, L, told, host);
  map.on("click", (event) => outline.add(event.latlng));
  on(host, "[data-add]", () => outline.add(map.getCenter()));
  on(host, "[data-undo]", () => outline.undo());
  on(host, "[data-clear]", () => {
    file.value = "";
    outline.clear();
  });
  const preview = async () => outline.preview(file.files?.[0] ? await file.files[0].text() : "");
  file.addEventListener("change", preview);
  outline.bringBack();
  if (file.files?.length) void preview();
}

/** The map looks at the RW that is chosen, else at the whole kelurahan. */
function look(map: Leaflet.Map, L: typeof Leaflet, told: Neighbour[], host: HTMLElement): void {
  const form = host.closest("form");
  const show = () => {
    const field = form?.querySelector<HTMLSelectElement>("[name=unit]")?.value ?? "";
    const number = form?.querySelector<HTMLInputElement>("[name=rw]")?.value.trim() ?? "";
    const ward = told[0]?.[0].slice(0, KELURAHAN_DIGITS) ?? "";
    const wanted = [field, field.slice(0, RW_DIGITS), number && ward + number.padStart(3, "0"), ward];
    const found = wanted.map((code) => told.find(([one]) => code && one === code)).find(Boolean) ?? told[0];
    if (found) map.fitBounds(L.latLngBounds(found[1].flat()), { animate: false });
  };
  form?.querySelector("[name=unit]")?.addEventListener("change", show);
  form?.querySelector("[name=rw]")?.addEventListener("change", show);
  show();
}

class Drawn {
  private corners: Leaflet.Marker[] = [];
  private shape: Leaflet.Polygon;
  private known: Leaflet.LatLng[] = [];
  private words: DOMStringMap;
  private said: HTMLElement | null;

  constructor(
    private L: typeof Leaflet,
    private map: Leaflet.Map,
    private host: HTMLElement,
    private kept: HTMLInputElement,
  ) {
    this.shape = L.polygon([], { className: "outline-drawn", interactive: false }).addTo(map);
    this.said = host.querySelector("[data-told]");
    this.words = this.said?.dataset ?? {};
    this.tell();
  }

  among(told: Neighbour[]): void {
    for (const [code, rings] of told) {
      const shown = this.L.polygon(rings, { className: "outline-beside", interactive: false }).addTo(this.map);
      this.known.push(...rings.flat().map((corner) => this.L.latLng(corner)));
      if (code.length > RW_DIGITS) this.name(shown, `RT ${code.slice(-3)}`);
    }
  }

  private name(shape: Leaflet.Polygon, words: string): void {
    const said = document.createElement("span");
    said.textContent = words;
    const icon = this.L.divIcon({ className: "area-name", html: said, iconSize: [0, 0] });
    const box = shape.getBounds();
    this.L.marker(box.getCenter(), { icon, interactive: false, keyboard: false }).addTo(this.map);
    const asThereIsRoom = () => {
      const wide = this.map.project(box.getNorthEast()).x - this.map.project(box.getSouthWest()).x;
      said.hidden = wide < LETTER * words.length;
    };
    this.map.on("zoomend", asThereIsRoom);
    this.map.whenReady(asThereIsRoom);
  }

  add(at: Leaflet.LatLng): void {
    this.place(this.snapped(at));
    this.change();
  }

  undo(): void {
    this.corners.pop()?.remove();
    this.change();
  }

  clear(): void {
    for (const corner of this.corners) corner.remove();
    this.corners = [];
    this.change();
  }

  /** What was drawn before the page came back. */
  bringBack(): void {
    for (const corner of ringIn(this.kept.value).slice(0, -1)) this.place(this.L.latLng(corner));
    if (this.corners.length) this.change();
  }

  /** The border of a file, to look at; without one, what is drawn. */
  preview(content: string): void {
    const ring = ringIn(content);
    if (!ring.length) {
      this.change();
      return;
    }
    this.shape.setLatLngs(ring);
    this.map.fitBounds(this.shape.getBounds(), { animate: false });
    this.say(this.words.file ?? "", 0, hectares(ring));
  }

  private snapped(at: Leaflet.LatLng): Leaflet.LatLng {
    const here = this.map.latLngToContainerPoint(at);
    const far = (one: Leaflet.LatLng) => this.map.latLngToContainerPoint(one).distanceTo(here);
    const isFree = (one: Leaflet.LatLng) => !this.corners.some((corner) => corner.getLatLng().equals(one));
    const close = this.known.filter((one) => far(one) < SNAP_PIXELS && isFree(one));
    const near = close.sort((a, b) => far(a) - far(b))[0];
    return near ?? at;
  }

  private place(at: Leaflet.LatLng): void {
    const dot = document.createElement("span");
    dot.className = "outline-corner";
    const icon = this.L.divIcon({ className: "mark", html: dot, iconSize: [48, 48] });
    const corner = this.L.marker(at, { icon, draggable: true, autoPan: true, keyboard: true }).addTo(this.map);
    this.corners.push(corner);
    corner.on("drag", () => this.change());
    corner.on("dragend", () => {
      corner.setLatLng(this.snapped(corner.getLatLng()));
      this.change();
    });
    corner.getElement()?.addEventListener("keydown", (event) => this.key(corner, event));
  }

  private key(corner: Leaflet.Marker, event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (!step && event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    event.stopPropagation();
    if (step) {
      const up = (event.shiftKey ? STEP_FAR_M : STEP_M) / METRES_A_DEGREE;
      const { lat, lng } = corner.getLatLng();
      corner.setLatLng([lat + step[0] * up, lng + (step[1] * up) / Math.cos((lat * Math.PI) / 180)]);
    } else {
      this.corners = this.corners.filter((one) => one !== corner);
      corner.remove();
      this.map.getContainer().focus();
    }
    this.change();
  }

  private change(): void {
    const ring = this.corners.map((one): Corner => [one.getLatLng().lat, one.getLatLng().lng]);
    this.shape.setLatLngs(ring);
    for (const [at, one] of this.corners.entries()) {
      const words = this.host.querySelector<HTMLElement>("[data-canvas]")?.dataset.corner ?? "";
      one.getElement()?.setAttribute("aria-label", words.replace("{n}", String(at + 1)));
    }
    const round = (value: number) => Number(value.toFixed(7));
    const closed = [...ring, ...ring.slice(0, 1)].map(([lat, lon]) => [round(lon), round(lat)]);
    this.kept.value = ring.length ? JSON.stringify({ type: "Polygon", coordinates: [closed] }) : "";
    this.tell();
  }

  private tell(): void {
    const many = this.corners.length;
    const size = hectares(this.corners.map((one): Corner => [one.getLatLng().lat, one.getLatLng().lng]));
    this.say((many === 0 ? this.words.none : many < 3 ? this.words.few : this.words.enough) ?? "", many, size);
  }

  private say(words: string, many: number, size: number): void {
    const written = size.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
    if (this.said) this.said.textContent = words.replace("{n}", String(many)).replace("{size}", written);
  }
}

const STEPS: Record<string, Corner | undefined> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The outer ring of a GeoJSON's first area; none where it holds none: what is wrong with it is told by the server. */
function ringIn(content: string): Corner[] {
  try {
    let told = JSON.parse(content);
    told = told.type === "FeatureCollection" ? told.features[0].geometry : (told.geometry ?? told);
    const ring: number[][] = told.type === "MultiPolygon" ? told.coordinates[0][0] : told.coordinates[0];
    return ring.map(([lon, lat]): Corner => [Number(lat), Number(lon)]).filter((one) => one.every(Number.isFinite));
  } catch {
    return [];
  }
}

function hectares(ring: Corner[]): number {
  const first = ring[0];
  if (!first) return 0;
  const wide = METRES_A_DEGREE * Math.cos((first[0] * Math.PI) / 180);
  const points = ring.map(([lat, lon]) => [(lon - first[1]) * wide, (lat - first[0]) * METRES_A_DEGREE]);
  const twice = points.reduce((sum, [x = 0, y = 0], at) => {
    const [east = 0, north = 0] = points[(at + 1) % points.length] ?? [];
    return sum + x * north - east * y;
  }, 0);
  return Math.abs(twice) / 20_000;
}

function on(host: HTMLElement, what: string, act: () => void): void {
  host.querySelector(what)?.addEventListener("click", act);
}
