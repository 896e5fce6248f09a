// Reads the city's own API, as whoever is signed in on this page: what may be asked and what is told are the types of
// its description, and what is refused comes as a problem (RFC 9457).
import type { ProblemTold, Reads } from "./described";

const BASE = "/api/v1";
const PATIENCE_MS = 15_000;

/** What was told; or why not, as far as anybody said: no signal and no time leave both empty. */
export type Answer<Told> = { told: Told; problem?: undefined } | { told?: undefined; problem?: ProblemTold };

export async function read<Address extends keyof Reads>(
  address: Address,
  asked: Reads[Address]["asked"],
  patience = PATIENCE_MS,
): Promise<Answer<Reads[Address]["told"]>> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const response = await fetch(addressOf(address, asked), {
      headers: {
        Accept: "application/json, application/problem+json",
        "Accept-Language": document.documentElement.lang || "id",
        "Rukun-Session": "1",
      },
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: stop.signal,
    });
    const kind = response.headers.get("Content-Type") ?? "";
    // Somebody else's page in place of ours (a hotspot's, a proxy's) is no answer.
    if (!/^application\/(problem\+)?json/.test(kind)) return {};
    const body = await response.json();
    return response.ok ? { told: body } : { problem: body };
  } catch {
    return {};
  } finally {
    clearTimeout(timer);
  }
}

/** The parts named in the address stand there; everything else follows it. */
function addressOf(address: string, asked: Record<string, unknown>): string {
  const rest = new URLSearchParams();
  let path = address;
  for (const [name, value] of Object.entries(asked)) {
    if (value === undefined || value === null) continue;
    if (path.includes(`{${name}}`)) path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
    else rest.set(name, String(value));
  }
  const query = rest.toString();
  return BASE + path + (query && `?${query}`);
}
