// A queue is fair: what fails for itself steps aside for a while, and what stands behind it goes on. What fails for all
// (no signal, a server that is busy) stops the run: whatever stands behind it would fail as well.
import type { Outcome } from "./send";

/** What a row of a queue knows of its failures; rows that older versions wrote know nothing. */
export type Aside = {
  /** When it did not get through last, whoever's fault that was. */
  failed_at?: number;
  /** How often the fault was its own, in a row, and what the server answered the last time. */
  failed?: number;
  problem?: number;
  /** Until when it stays aside by itself. */
  again_at?: number;
};
/** What became of one row. */
export type Way = "through" | "aside" | "stop" | "sign-in";

const FIRST_MS = 60_000;
const LONGEST_MS = 6 * 3_600_000;
// So many that fail one after the other, and none that got through: then it is the server.
export const ALL = 2;

/** Whether an answer speaks of this row alone. No answer, "too slow", "too many" and "busy" speak of the way. */
export function isItsOwn(status: number): boolean {
  return status >= 400 && ![401, 408, 425, 429, 503].includes(status);
}

/** What is to be noted of a row that did not get through: it waits four times as long with every time. */
export function notThrough(row: Aside, status: number, now = Date.now()): Aside {
  if (!isItsOwn(status)) return { failed_at: now };
  const failed = (row.failed ?? 0) + 1;
  const pause = Math.min(LONGEST_MS, FIRST_MS * 4 ** Math.min(failed - 1, 9));
  return { failed_at: now, failed, problem: status, again_at: now + pause };
}

/** Whether its turn may come: its time is over, or somebody asked for it by hand since it failed (`asked_at`, or 0). A
 * clock that was put back makes nobody wait for longer than the longest. */
export function isDue(row: Aside, asked_at = 0): boolean {
  const left = (row.again_at ?? 0) - Date.now();
  return left <= 0 || left > LONGEST_MS || asked_at > (row.failed_at ?? 0);
}

/** Whether there is anything whose turn it is; if not, the server is asked nothing. */
export function turnsLeft(rows: Aside[], asked_at: number): "some" | "done" | "aside" {
  if (!rows.length) return "done";
  return rows.some((row) => isDue(row, asked_at)) ? "some" : "aside";
}

/** What never failed goes first, in the order in which it came; then what failed longest ago. */
export function inOrder<Row extends Aside>(rows: Row[]): Row[] {
  return [...rows].sort((a, b) => (a.failed_at ?? 0) - (b.failed_at ?? 0));
}

/** Sends each in its turn. */
export async function inTurn<Row extends Aside>(
  rows: Row[],
  asked_at: number,
  send: (row: Row) => Promise<Way>,
): Promise<Outcome> {
  let isLeft = false;
  let isAnyThrough = false;
  let inARow = 0;
  for (const row of inOrder(rows)) {
    if (!isDue(row, asked_at)) {
      isLeft = true;
      continue;
    }
    if (inARow >= ALL && !isAnyThrough) return "wait";
    const way = await send(row);
    if (way === "sign-in") return way;
    if (way === "stop") return "wait";
    isAnyThrough ||= way === "through";
    inARow = way === "aside" ? inARow + 1 : 0;
    isLeft ||= way === "aside";
  }
  return isLeft ? "aside" : "done";
}
