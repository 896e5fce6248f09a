// When the server is beyond its measure it says when to come again. That is kept on the telephone, so that the page and
// the worker behind it both keep to it, also after the page was closed.
import { recall, remember } from "./store";

const NAME = "come-again";
// Whoever says "in an hour" may be back sooner.
const LONGEST_S = 600;

/** Keep to what an answer said, a little later than it said: not everybody comes back at the same moment. */
export async function keepAway(seconds: number, chance = Math.random()): Promise<void> {
  if (!(seconds > 0)) return;
  await remember(NAME, Date.now() + Math.min(seconds, LONGEST_S) * (1 + chance / 2) * 1_000);
}

/** How many milliseconds are left of it; a clock that was put back makes nobody wait for longer than the longest. */
export async function awayFor(): Promise<number> {
  const left = ((await recall<number>(NAME)) ?? 0) - Date.now();
  return left > LONGEST_S * 1_500 ? 0 : Math.max(0, left);
}

export async function mayCome(): Promise<void> {
  if (await recall<number>(NAME)) await remember(NAME, 0);
}
