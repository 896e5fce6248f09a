// A small map with one pin, to show a place: drag the pin, tap the map, or press the arrows.
import { ground } from "./map/ground";
import { styled } from "./map/styled";

export interface Spot {
  lat: number;
  lon: number;
}

const STEP_M = 5;
const STEP_FAR_M = 25;
const METRES_A_DEGREE = 111_195;
const ZOOM = 17;

/** Draws the map into `host` (see `parts/_place_map.html` for its words); `moved` is told of every new place (null: it is only shown). */
export async function placeMap(
  host: HTMLElement,
  at: Spot,
  moved: ((at: Spot) => void) | null,
): Promise<{ move(at: Spot): void; close(): void }> {
  await styled(host.dataset.style ?? "");
  const { L, map } = await ground(host, host, { maxZoom: 19, minZoom: 11 });
  map.setView([at.lat, at.lon], ZOOM);
  const icon = L.divIcon({
    className: "pin",
    html: drawn(host.dataset.icons ?? ""),
    iconSize: [48, 48],
    iconAnchor: [24, 46],
  });
  const look = { icon, draggable: moved !== null, keyboard: moved !== null, autoPan: true, title: host.dataset.pin };
  const pin = L.marker([at.lat, at.lon], look).addTo(map);
  pin.getElement()?.setAttribute("aria-label", host.dataset.pin ?? "");

  function tell(): void {
    const { lat, lng } = pin.getLatLng();
    moved?.({ lat, lon: lng });
  }

  pin.on("dragend", tell);
  map.on("click", (event) => {
    if (!moved) return;
    pin.setLatLng(event.latlng);
    tell();
  });
  pin.getElement()?.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const { lat, lng } = pin.getLatLng();
    const up = (event.shiftKey ? STEP_FAR_M : STEP_M) / METRES_A_DEGREE;
    pin.setLatLng([lat + step[0] * up, lng + (step[1] * up) / Math.cos((lat * Math.PI) / 180)]);
    map.panInside(pin.getLatLng(), { padding: [48, 48] });
    tell();
  });
  return {
    move(to) {
      pin.setLatLng([to.lat, to.lon]);
      map.setView([to.lat, to.lon], map.getZoom());
    },
    close() {
      map.remove();
    },
  };
}

/** The same map with the pin where it is: to look at, not to move. */
export async function shownMap(host: HTMLElement, at: Spot): Promise<void> {
  await styled(host.dataset.style ?? "");
  host.hidden = false;
  const { L, map } = await ground(host, host, { maxZoom: 19, minZoom: 11, scrollWheelZoom: false });
  map.setView([at.lat, at.lon], ZOOM - 1);
  const icon = L.divIcon({
    className: "pin",
    html: drawn(host.dataset.icons ?? ""),
    iconSize: [48, 48],
    iconAnchor: [24, 46],
  });
  L.marker([at.lat, at.lon], { icon, interactive: false, keyboard: false }).addTo(map);
}

const steps: Record<string, [number, number] | undefined> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function drawn(icons: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${icons}#map-pin`);
  svg.append(use);
  return svg;
}
