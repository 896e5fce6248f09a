// Kelurahan, RW and RT by hand; those seen once can be chosen without signal too.
import { read } from "../api/read";
import type { Host } from "./host";
import { recall, remember, type Units } from "./store";
import { part, say } from "./words";

const ASK_MS = 15_000;

export class ByHandChoice {
  private readonly kelurahan: HTMLSelectElement;
  private readonly rw: HTMLSelectElement;
  private readonly rt: HTMLSelectElement;
  private units: Units | null = null;

  constructor(
    private readonly host: Host,
    private readonly chosen: () => void,
  ) {
    this.kelurahan = part(host.form, "select[name=kelurahan]");
    this.rw = part(host.form, "select[name=rw]");
    this.rt = part(host.form, "select[name=rt]");
    this.kelurahan.addEventListener("change", async () => {
      this.note();
      await this.load(this.kelurahan.value, true);
    });
    this.rw.addEventListener("change", () => {
      this.fillRt();
      this.note();
    });
    this.rt.addEventListener("change", () => this.note());
  }

  /** The selects as the draft has them; without one, the person's own kelurahan stands ready. */
  async show(home: string): Promise<void> {
    const by_hand = this.host.draft.by_hand;
    this.kelurahan.value = by_hand?.kelurahan ?? home;
    await this.load(this.kelurahan.value, false);
    if (!by_hand) return;
    this.rw.value = by_hand.rw;
    this.fillRt();
    this.rt.value = by_hand.rt;
  }

  /** From what is kept, and from the server where nothing is, or where somebody just chose it. */
  private async load(kelurahan: string, renew: boolean): Promise<void> {
    this.fill(null);
    if (!kelurahan) return;
    const kept = await recall<Units>(`units:${kelurahan}`);
    if (kept) this.fill(kept);
    if (kept && !renew) return;
    const fresh = await unitsOf(kelurahan);
    if (this.kelurahan.value !== kelurahan) return;
    // What was chosen meanwhile from the kept list stays chosen.
    if (fresh && JSON.stringify(fresh) !== JSON.stringify(kept)) this.fill(fresh);
    const words = fresh || kept ? "" : say("units-offline");
    part(this.host.form, "[data-units-said]").textContent = words;
  }

  private fill(units: Units | null): void {
    const [rw, rt] = [this.rw.value, this.rt.value];
    this.units = units;
    options(this.rw, units?.rw ?? []);
    this.rw.value = units?.rw.some((one) => one.code === rw) ? rw : "";
    this.fillRt();
    if ([...this.rt.options].some((option) => option.value === rt)) this.rt.value = rt;
  }

  private fillRt(): void {
    const rw = this.units?.rw.find((one) => one.code === this.rw.value);
    options(
      this.rt,
      (rw?.rt ?? []).map(({ code, words }) => ({ code, name: words })),
    );
    this.rw.disabled = !this.units?.rw.length;
    this.rt.disabled = !rw?.rt.length;
  }

  private note(): void {
    const { draft } = this.host;
    const kelurahan = this.kelurahan.value;
    const parts = [this.rt, this.rw].map((select) => (select.value ? select.selectedOptions[0]?.text : ""));
    const name = this.kelurahan.selectedOptions[0]?.text ?? "";
    const words = [parts[0] || parts[1], say("kelurahan", { name })].filter(Boolean).join(", ");
    draft.by_hand = kelurahan ? { kelurahan, rw: this.rw.value, rt: this.rt.value, words } : null;
    if (kelurahan) draft.place = null;
    this.chosen();
  }
}

function options(select: HTMLSelectElement, rows: { code: string; name: string }[]): void {
  select.replaceChildren(new Option("—", ""), ...rows.map(({ code, name }) => new Option(name, code)));
}

/** The RW and RT of a kelurahan, kept for when there is no signal; null where they cannot be had now. */
async function unitsOf(kelurahan: string): Promise<Units | null> {
  const { told } = await read("/areas/{code}/units", { code: kelurahan }, ASK_MS);
  if (!told) return null;
  // In the shape in which telephones keep them since the first version.
  const rows = told.rw.map(({ code, name, rt }) => ({
    code,
    name,
    rt: rt.map((one) => ({ code: one.code, words: one.name })),
  }));
  const units: Units = { code: kelurahan, name: told.name, rw: rows };
  await remember(`units:${kelurahan}`, units);
  return units;
}
