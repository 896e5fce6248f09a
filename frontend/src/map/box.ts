// Boxes of the map in whole tiles, so that a small move asks for nothing new and others ask for the same.
import type * as Leaflet from "leaflet";

/** `west,south,east,north` of what is on the screen, grown to whole tiles of a zoom coarser by `coarser`. */
export function boxOf(map: Leaflet.Map, coarser: number): string {
  const many = 2 ** Math.max(0, Math.round(map.getZoom()) - coarser);
  const seen = map.getBounds();
  const west = Math.floor(columnOf(seen.getWest(), many));
  const east = Math.ceil(columnOf(seen.getEast(), many));
  const north = Math.floor(rowOf(seen.getNorth(), many));
  const south = Math.ceil(rowOf(seen.getSouth(), many));
  return [lonOf(west, many), latOf(south, many), lonOf(east, many), latOf(north, many)].map((n) => n.toFixed(5)).join();
}

/** The same of exactly what is on the screen. */
export function seenBox(map: Leaflet.Map): string {
  const seen = map.getBounds();
  return [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()].map((n) => n.toFixed(5)).join();
}

export function columnOf(lon: number, many: number): number {
  return Math.min(many, Math.max(0, ((lon + 180) / 360) * many));
}

export function rowOf(lat: number, many: number): number {
  const held = Math.min(84.9, Math.max(-84.9, lat));
  return ((1 - Math.asinh(Math.tan((held * Math.PI) / 180)) / Math.PI) / 2) * many;
}

export function lonOf(column: number, many: number): number {
  return (column / many) * 360 - 180;
}

export function latOf(row: number, many: number): number {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / many))) * 180) / Math.PI;
  return Math.min(85, Math.max(-85, lat));
}
