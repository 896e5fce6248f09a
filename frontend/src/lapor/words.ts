// Sentences come from the server, in the reader's language, with {gaps}; a few small ways to put things on the page.
const spoken = JSON.parse(document.getElementById("spoken")?.textContent || "{}") as Record<string, string>;

export function say(name: string, facts: Record<string, string | number> = {}): string {
  return (spoken[name] ?? name).replace(/\{(\w+)\}/g, (_, gap: string) => String(facts[gap] ?? ""));
}

/** "1 laporan", "3 laporan": English needs another sentence for one. */
export function many(name: string, n: number): string {
  return say(n === 1 ? `${name}-one` : name, { n });
}

/** The element of this page that must be there. */
export function part<E extends HTMLElement = HTMLElement>(within: ParentNode, selector: string): E {
  const found = within.querySelector<E>(selector);
  if (!found) throw new Error(`${selector} is not on this page`);
  return found;
}

/** These words there; where they stand already, nothing is touched. */
export function put(within: ParentNode, selector: string, words: string): HTMLElement {
  const element = part(within, selector);
  if (element.textContent !== words) element.textContent = words;
  return element;
}

export function tell(within: ParentNode, selector: string, words: string): HTMLElement {
  const element = part(within, selector);
  element.textContent = words;
  element.hidden = !words;
  return element;
}

/** A copy of what stands in a template of the page. */
export function made<E extends HTMLElement = HTMLElement>(template: string): E {
  const source = part<HTMLTemplateElement>(document, `#${template}`);
  return (source.content.cloneNode(true) as DocumentFragment).firstElementChild as E;
}

/** `27 November pukul 23.51`, `27 November at 23.51`: as the server writes it, without its year. */
export function when(at: number | string): string {
  const options = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
  const locale = document.documentElement.lang === "en" ? "en-GB" : "id";
  return new Intl.DateTimeFormat(locale, options).format(new Date(at)).replace(":", ".");
}
