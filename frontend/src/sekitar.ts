// Around: the map and the list show the same, and the address says what: it can be kept, sent and reloaded.
import type * as Leaflet from "leaflet";
import { boxOf, seenBox } from "./map/box";
import { ground } from "./map/ground";
import { Marks, type Opened, type Told, type Words } from "./map/marks";

const section = document.querySelector<HTMLElement>("[data-map]");
if (section) void start(section);

async function start(host: HTMLElement): Promise<void> {
  const canvas = find(host, "[data-canvas]");
  const said = find(document, "[data-said]");
  const list = find(document, "[data-list-here]");
  const form = find<HTMLFormElement>(document, "[data-filters] form");
  switchable();
  folded(form);
  const { L, map } = await ground(canvas, host);
  place(map, host);
  const marks = new Marks(L, map, wordsOf(host, form), (what) => void open(what));
  let asking: AbortController | undefined;
  let listing: number | undefined;

  /** What is asked for: the filters of the form, without those that are empty. */
  function filters(): URLSearchParams {
    const asked = new URLSearchParams();
    for (const name of ["jenis", "warna", "sejak"]) {
      const value = find<HTMLSelectElement>(form, `[name=${name}]`).value;
      if (value) asked.set(name, value);
    }
    return asked;
  }

  async function draw(): Promise<void> {
    asking?.abort();
    asking = new AbortController();
    const asked = filters();
    asked.set("kotak", boxOf(map, 0));
    asked.set("z", String(Math.round(map.getZoom())));
    try {
      const answer = await fetch(`${host.dataset.marks}?${asked}`, { signal: asking.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const told = (await answer.json()) as Told;
      marks.show(told);
      said.textContent = "";
    } catch (failure) {
      if (!(failure instanceof DOMException && failure.name === "AbortError")) {
        said.textContent = host.dataset.lost ?? "";
      }
    }
  }

  async function tell(box: string, keep: boolean): Promise<void> {
    const asked = filters();
    asked.set("kotak", box);
    asked.set("z", String(Math.round(map.getZoom())));
    if (keep) history.replaceState(null, "", `?${asked}`);
    try {
      const answer = await fetch(`${host.dataset.list}?${asked}`);
      if (answer.ok) list.innerHTML = await answer.text();
    } catch {
      // No signal: the list of before is better than none.
    }
  }

  function moved(): void {
    followed(map);
    void draw();
    clearTimeout(listing);
    listing = setTimeout(() => void tell(seenBox(map), true), 350);
  }

  /** A report shows its card; several are looked at more closely, or listed where they cannot be told apart. */
  async function open({ code, box, element }: Opened): Promise<void> {
    if (code) return show(code, element);
    if (!box) return;
    const bounds = L.latLngBounds([box[1], box[0]], [box[3], box[2]]);
    const closer = Math.min(map.getBoundsZoom(bounds), map.getZoom() + 3);
    if (map.getZoom() < map.getMaxZoom() && closer > map.getZoom()) return void map.setView(bounds.getCenter(), closer);
    await tell(box.map((edge) => edge.toFixed(6)).join(), false);
    if (matchMedia("(max-width: 60rem)").matches) find<HTMLElement>(document, "[data-view=list]").click();
    list.querySelector("a")?.focus();
  }

  async function show(code: string, from: HTMLElement): Promise<void> {
    const shown = find(host, "[data-shown]");
    const answer = await fetch((host.dataset.card ?? "").replace("KODE", code)).catch(() => undefined);
    if (!answer?.ok) return;
    find(host, "[data-shown-card]").innerHTML = await answer.text();
    shown.hidden = false;
    const close = find<HTMLButtonElement>(host, "[data-close]");
    close.onclick = () => {
      shown.hidden = true;
      from.focus();
    };
    shown.onkeydown = (event) => {
      if (event.key === "Escape") close.click();
    };
    shown.querySelector("a")?.focus();
  }

  map.on("moveend", moved);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    moved();
  });
  form.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement && event.target.name === "wilayah") form.submit();
    else moved();
  });
  find(document, "[data-mine]").addEventListener("click", () => mine(map, host, said));
  await draw();
}

/** Where the map begins: exactly where the address says, or around the box that the server found. */
function place(map: Leaflet.Map, host: HTMLElement): void {
  const [west, south, east, north] = (host.dataset.box || "106.6,-6.4,107,-6.1").split(",").map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const zoom = Number(host.dataset.zoom);
  if (zoom) map.setView([(south + north) / 2, (west + east) / 2], zoom);
  else map.fitBounds([[south, west], [north, east]]); // biome-ignore format: four corners on one line
}

/** What is followed from here is what lies around the middle of the map, wherever it was moved to. */
function followed(map: Leaflet.Map): void {
  const link = document.querySelector<HTMLAnchorElement>("[data-follow]");
  if (!link) return;
  const { lat, lng } = map.getCenter();
  link.search = new URLSearchParams({ lat: lat.toFixed(5), lon: lng.toFixed(5) }).toString();
}

function mine(map: Leaflet.Map, host: HTMLElement, said: HTMLElement): void {
  said.textContent = host.dataset.searching ?? "";
  navigator.geolocation.getCurrentPosition(
    (found) => {
      said.textContent = "";
      map.setView([found.coords.latitude, found.coords.longitude], 17);
    },
    () => {
      said.textContent = host.dataset.failed ?? "";
    },
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
  );
}

/** On a small screen the filters are folded away, and the fold says how many are set. */
function folded(form: HTMLFormElement): void {
  const fold = form.closest("details");
  const many = find(form.parentElement ?? form, "[data-many-set]");
  const count = () => {
    const set = [...form.querySelectorAll("select")].filter((choice) => choice.value).length;
    many.textContent = set ? `(${set})` : "";
  };
  form.addEventListener("change", count);
  count();
  if (fold && matchMedia("(max-width: 60rem)").matches) fold.open = false;
}

/** On a small screen either the map or the list; on a wide one both stand side by side. */
function switchable(): void {
  const body = find(document, "[data-around]");
  const buttons = document.querySelectorAll<HTMLButtonElement>("[data-view]");
  find(document, "[data-mine]").hidden = !("geolocation" in navigator);
  for (const button of buttons) {
    button.addEventListener("click", () => {
      body.dataset.shows = button.dataset.view;
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    });
  }
}

/** The words of the marks are those of the page: of its legend and of the kinds to choose from. */
function wordsOf(host: HTMLElement, form: HTMLFormElement): Words {
  const kinds = new Map<string, string>();
  for (const option of find<HTMLSelectElement>(form, "[name=jenis]").options) kinds.set(option.value, option.text);
  const colours = [...host.querySelectorAll<HTMLElement>(".legend li")].map((item) => item.textContent?.trim() ?? "");
  const { many = "", one = "", icons = "" } = host.dataset;
  return { kinds, colours, many, one, icons };
}

function find<Found extends HTMLElement = HTMLElement>(within: ParentNode, selector: string): Found {
  const found = within.querySelector<Found>(selector);
  if (!found) throw new Error(`${selector} is not on this page`);
  return found;
}
