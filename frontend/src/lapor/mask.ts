// What others see of words: telephones, identity numbers and addresses are taken out by the rule of the server, which
// stands in the page (`rukun.values.contacts`), so that it can be shown beforehand and without signal.
export type Rule = Record<"address" | "number" | "harmless" | "sum" | "currency" | "mask", string>;

export function masker(rule: Rule): (words: string) => string {
  const address = new RegExp(rule.address, "gu");
  const number = new RegExp(rule.number, "gu");
  const harmless = new RegExp(`^(?:${rule.harmless})$`, "u");
  const sum = new RegExp(`^(?:${rule.sum})$`, "u");
  const currency = new RegExp(rule.currency, "iu");
  return (words) =>
    words.replace(address, rule.mask).replace(number, (text: string, at: number, all: string) => {
      const isSum = sum.test(text) && currency.test(all.slice(0, at));
      return isSum || harmless.test(text) ? text : rule.mask;
    });
}
