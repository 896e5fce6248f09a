// The ground of every map: Leaflet (loaded when a map is wanted), the city's own borders, and a basemap if one is set.
import type * as Leaflet from "leaflet";
import { boxOf } from "./box";

export type L = typeof Leaflet;
export interface Ground {
  L: L;
  map: Leaflet.Map;
}
// An area as the server tells it: code, name, rings; a ring is a first longitude and latitude, then steps.
type Area = [string, string, number[][]];
const PART = 100_000;
// An area's name is written where it has this much room, in pixels a letter.
const LETTER = 7.5;

/** A map in `canvas`, told by the data attributes of `host`: label, in, out, borders, drawn, tiles, tilesBy. */
export async function ground(
  canvas: HTMLElement,
  host: HTMLElement,
  options: Leaflet.MapOptions = {},
): Promise<Ground> {
  const L = await import("leaflet").then((found) => ("default" in found ? (found.default as L) : found));
  const map = L.map(canvas, { zoomControl: false, attributionControl: false, minZoom: 9, maxZoom: 19, ...options });
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", host.dataset.label ?? "");
  L.control.zoom({ zoomInTitle: host.dataset.in, zoomOutTitle: host.dataset.out }).addTo(map);
  const said = L.control.attribution({ prefix: false, position: "bottomleft" }).addTo(map);
  if (host.dataset.tiles) {
    const by = document.createElement("span");
    by.textContent = host.dataset.tilesBy ?? "";
    L.tileLayer(host.dataset.tiles, { attribution: by.innerHTML, maxZoom: 19 }).addTo(map);
  }
  if (host.dataset.borders) borders(L, map, host.dataset.borders, () => said.addAttribution(host.dataset.drawn ?? ""));
  // A map that is out of sight has no size, and nothing to ask for.
  const room = new ResizeObserver(() => {
    if (canvas.clientWidth) map.invalidateSize({ pan: false });
  });
  room.observe(canvas);
  // A map that was taken away has nothing left to measure, while its box lives on in the page.
  map.on("unload", () => room.disconnect());
  return { L, map };
}

function borders(L: L, map: Leaflet.Map, address: string, drawn: () => void): void {
  const shapes = L.layerGroup().addTo(map);
  let loaded = "";
  let asking: AbortController | undefined;
  const load = async () => {
    const wanted = `kotak=${boxOf(map, 2)}&z=${Math.round(map.getZoom())}`;
    if (wanted === loaded) return;
    loaded = wanted;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${address}?${wanted}`, { signal: asking.signal });
      if (!answer.ok) return;
      const told = (await answer.json()) as { areas: Area[]; is_drawn: boolean };
      shapes.clearLayers();
      for (const area of told.areas) draw(L, map, shapes, area);
      if (told.is_drawn) drawn();
    } catch {
      // Moved on, or no signal: the map works without lines, and asks again at the next move.
      if (loaded === wanted) loaded = "";
    }
  };
  map.on("moveend", load);
  map.on("unload", () => asking?.abort());
  map.whenReady(load);
}

function draw(L: L, map: Leaflet.Map, shapes: Leaflet.LayerGroup, [, name, rings]: Area): void {
  const shape = L.polygon(rings.map(pointsOf), { className: "border", interactive: false, smoothFactor: 0 });
  shape.addTo(shapes);
  const bounds = shape.getBounds();
  const room = map.latLngToLayerPoint(bounds.getNorthEast()).x - map.latLngToLayerPoint(bounds.getSouthWest()).x;
  if (room < LETTER * name.length) return;
  const words = document.createElement("span");
  words.textContent = name;
  const icon = L.divIcon({ className: "area-name", html: words, iconSize: [0, 0] });
  L.marker(bounds.getCenter(), { icon, interactive: false, keyboard: false, zIndexOffset: -10_000 }).addTo(shapes);
}

function pointsOf(ring: number[]): [number, number][] {
  const points: [number, number][] = [];
  let lon = 0;
  let lat = 0;
  for (let at = 0; at < ring.length; at += 2) {
    lon += ring[at] ?? 0;
    lat += ring[at + 1] ?? 0;
    points.push([lat / PART, lon / PART]);
  }
  return points;
}
