// The code of a moment: an HMAC over ticket and minute, from the secret of this telephone's pass. Needs no network.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const MINUTE_MS = 60_000;
export type Code = { text: string; code: string };

/** What stands in the picture; null where this browser cannot make it (a page without HTTPS). */
export async function codeOf(secret: string, ticket: string, at: number): Promise<Code | null> {
  if (!("crypto" in window) || !crypto.subtle || !secret) return null;
  const minute = Math.floor(at / MINUTE_MS);
  const bytes = Uint8Array.from(atob(secret), (sign) => sign.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${ticket}.${minute}`)));
  // Forty bits fit into a number.
  let number = mac.slice(0, 5).reduce((sum, byte) => sum * 256 + byte, 0);
  let code = "";
  for (let n = 0; n < 8; n++) {
    code = (ALPHABET[number % 32] ?? "") + code;
    number = Math.floor(number / 32);
  }
  return { text: `R1.${ticket}.${minute.toString(36).toUpperCase()}.${code}`, code };
}

/** SHA-256 of a file as hex digits; "" where this browser cannot. */
export async function digestOf(file: Blob): Promise<string> {
  if (!("crypto" in window) || !crypto.subtle) return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
