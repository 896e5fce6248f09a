// The queue on a map: the same tickets as the list. A mark leads to its row, and a row shows its mark.
import type * as Leaflet from "leaflet";
import { columnOf, rowOf } from "../map/box";
import { ground } from "../map/ground";
import { Marks, type Opened, type Told } from "../map/marks";

// More than so many on the screen are drawn as discs with a number.
const SINGLE_MOST = 120;
const SPLIT = 2;
type Report = Told["reports"][number];

export async function queueMap(host: HTMLElement, go: (code: string) => boolean): Promise<void> {
  const canvas = host.querySelector<HTMLElement>("[data-canvas]");
  const said = host.querySelector<HTMLElement>("[data-map-said]");
  if (!canvas) return;
  const [{ L, map }, told] = await Promise.all([ground(canvas, host), asked(host.dataset.marks ?? "")]);
  const marks = new Marks(L, map, wordsOf(host), open);
  const places = new Map(told.reports.map((one) => [one[0], L.latLng(one[1], one[2])]));
  const bounds = L.latLngBounds([...places.values()]);
  if (bounds.isValid()) map.fitBounds(bounds.pad(0.1), { maxZoom: 17 });
  else map.setView([-6.2, 106.82], 11);
  const ring = L.circleMarker([0, 0], { radius: 24, className: "ring", interactive: false });

  function draw(): void {
    const seen = map.getBounds().pad(0.2);
    const here = told.reports.filter((one) => seen.contains([one[1], one[2]]));
    if (here.length <= SINGLE_MOST) marks.show({ ...told, squares: [], reports: here });
    else marks.show({ ...told, level: Math.round(map.getZoom()), squares: squares(here, map), reports: [] });
  }

  function open({ code, box }: Opened): void {
    if (said) said.textContent = "";
    if (code) {
      if (!go(code)) elsewhere(code);
      return;
    }
    if (!box) return;
    const within = L.latLngBounds([box[1], box[0]], [box[3], box[2]]);
    const closer = Math.min(map.getBoundsZoom(within), map.getZoom() + 3);
    if (map.getZoom() < map.getMaxZoom() && closer > map.getZoom()) return void map.setView(within.getCenter(), closer);
    for (const [one, at] of places) if (within.contains(at) && go(one)) return;
  }

  /** The mark of a ticket that stands on another page of the list: a link to it is said. */
  function elsewhere(code: string): void {
    if (!said) return;
    const link = document.createElement("a");
    link.href = `${location.pathname}${code}/${location.search}`;
    link.textContent = (host.dataset.open ?? "{code}").replace("{code}", code);
    said.replaceChildren(`${host.dataset.away ?? ""} `, link);
  }

  document.querySelector("[data-rows]")?.addEventListener("focusin", (event) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("tr[data-code]");
    const at = row && places.get(row.dataset.code ?? "");
    if (!at) return void ring.remove();
    ring.setLatLng(at).addTo(map);
    map.panInside(at, { padding: [60, 60] });
  });
  map.on("moveend", draw);
  draw();
}

async function asked(address: string): Promise<Told> {
  const nothing: Told = { level: 0, total: 0, squares: [], reports: [] };
  try {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as Told) : nothing;
  } catch {
    return nothing;
  }
}

/** Tickets of the same square of the map as one disc: column, row, their middle, and how many of each colour. */
function squares(reports: Report[], map: Leaflet.Map): Told["squares"] {
  const many = 2 ** (Math.round(map.getZoom()) + SPLIT);
  const found = new Map<string, { at: [number, number]; all: Report[] }>();
  for (const one of reports) {
    const at: [number, number] = [Math.floor(columnOf(one[2], many)), Math.floor(rowOf(one[1], many))];
    const square = found.get(at.join()) ?? { at, all: [] };
    square.all.push(one);
    found.set(at.join(), square);
  }
  return [...found.values()].map(({ at, all }) => {
    const colours = [0, 0, 0, 0, 0].map((_, colour) => all.filter((one) => one[4] === colour).length);
    const middle = [1, 2].map((axis) => all.reduce((sum, one) => sum + Number(one[axis]), 0) / all.length);
    return [...at, ...middle, ...colours] as Told["squares"][number];
  });
}

function wordsOf(host: HTMLElement): ConstructorParameters<typeof Marks>[2] {
  const kinds = new Map<string, string>();
  for (const option of document.querySelectorAll<HTMLOptionElement>("select[name=jenis] option")) {
    kinds.set(option.value, option.text);
  }
  const colours = [...host.querySelectorAll<HTMLElement>(".legend li")].map((item) => item.textContent?.trim() ?? "");
  const { many = "", one = "", icons = "" } = host.dataset;
  return { kinds, colours, many, one, icons };
}
