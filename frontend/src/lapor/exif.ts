// Drawing a photo anew loses what the camera wrote of its time and place. Those few facts are copied into the smaller
// photo, and nothing else: not the name of its owner, not the preview picture. The server keeps them apart from what
// is shown.
const IFD0 = [0x010f, 0x0110]; // make, model
const EXIF = [0x9003, 0x9011, 0x9291]; // taken when, in which zone, with fractions
const GPS = [1, 2, 3, 4, 5, 6, 7, 27, 29, 31]; // latitude, longitude, altitude, time, way, day, how exact
const TO_EXIF = 0x8769;
const TO_GPS = 0x8825;
const ORIENTATION = 0x0112;
const SIZE = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

type Entry = { tag: number; type: number; count: number; content: Uint8Array };

/** What the camera wrote, as it stands in the first bytes of a JPEG; null where there is nothing to be read. */
export async function written(file: Blob): Promise<{ keep(orientation: boolean): Uint8Array } | null> {
  try {
    const tiff = findTiff(new DataView(await file.slice(0, 131_072).arrayBuffer()));
    return tiff ? { keep: (orientation) => smaller(tiff, orientation) } : null;
  } catch {
    return null; // whatever nonsense stands there, the photo itself can still be sent
  }
}

/** The JPEG with the facts put in behind its first two bytes. */
export function withFacts(jpeg: Blob, facts: Uint8Array): Blob {
  const head = new Uint8Array([0xff, 0xd8, 0xff, 0xe1, (facts.length + 2) >> 8, (facts.length + 2) & 0xff]);
  return new Blob([head, facts as Uint8Array<ArrayBuffer>, jpeg.slice(2)], { type: "image/jpeg" });
}

/** The view of the TIFF block within the APP1 segment named Exif. */
function findTiff(view: DataView): DataView | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 10 < view.byteLength && view.getUint8(at) === 0xff) {
    const length = view.getUint16(at + 2);
    if (view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === 0x45786966) {
      return new DataView(view.buffer, at + 10, Math.min(length - 8, view.byteLength - at - 10));
    }
    if (view.getUint16(at) === 0xffda) return null;
    at += 2 + length;
  }
  return null;
}

function smaller(tiff: DataView, orientation: boolean): Uint8Array {
  const little = tiff.getUint16(0) === 0x4949;
  const first = entries(tiff, little, tiff.getUint32(4, little));
  const into = (tag: number): Entry[] => {
    const link = first.find((entry) => entry.tag === tag);
    return link
      ? entries(tiff, little, new DataView(link.content.buffer, link.content.byteOffset).getUint32(0, little))
      : [];
  };
  const among = (found: Entry[], tags: number[]) => found.filter((entry) => tags.includes(entry.tag));
  const main = among(first, orientation ? [...IFD0, ORIENTATION] : IFD0);
  return drawn(little, main, among(into(TO_EXIF), EXIF), among(into(TO_GPS), GPS));
}

function entries(tiff: DataView, little: boolean, at: number): Entry[] {
  const found: Entry[] = [];
  const count = Math.min(tiff.getUint16(at, little), 200);
  for (let i = 0; i < count; i++) {
    const here = at + 2 + i * 12;
    const type = tiff.getUint16(here + 2, little);
    const many = tiff.getUint32(here + 4, little);
    const size = (SIZE[type] ?? 0) * many;
    if (!size || size > 256) continue;
    const from = size <= 4 ? here + 8 : tiff.getUint32(here + 8, little);
    if (from + size > tiff.byteLength) continue;
    const content = new Uint8Array(tiff.buffer, tiff.byteOffset + from, size).slice();
    found.push({ tag: tiff.getUint16(here, little), type, count: many, content });
  }
  return found;
}

/** The same entries as an Exif block of their own. */
function drawn(little: boolean, main: Entry[], exif: Entry[], gps: Entry[]): Uint8Array {
  const bytes = new Uint8Array(6 + 8 + 4096);
  const view = new DataView(bytes.buffer, 6);
  bytes.set([0x45, 0x78, 0x69, 0x66, 0, 0]);
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  const pointer = (tag: number): Entry => ({ tag, type: 4, count: 1, content: new Uint8Array(4) });
  const all = [...main, ...(exif.length ? [pointer(TO_EXIF)] : []), ...(gps.length ? [pointer(TO_GPS)] : [])];
  let end = 8 + lengthOf(all);
  const link = (tag: number, group: Entry[]) => {
    const entry = all.find((one) => one.tag === tag && one.type === 4);
    if (!entry || !group.length) return;
    new DataView(entry.content.buffer).setUint32(0, end, little);
    const from = end;
    end = put(view, little, from, group, from + lengthOf(group));
  };
  const spill = end;
  end = spill + all.reduce((sum, entry) => sum + (entry.content.length > 4 ? entry.content.length : 0), 0);
  link(TO_EXIF, exif);
  link(TO_GPS, gps);
  put(view, little, 8, all, spill);
  return bytes.slice(0, 6 + end);
}

function lengthOf(group: Entry[]): number {
  return 2 + group.length * 12 + 4;
}

/** Write a directory at `at`, its longer contents from `spill` on; where the free space begins afterwards. */
function put(view: DataView, little: boolean, at: number, group: Entry[], spill: number): number {
  let end = spill;
  view.setUint16(at, group.length, little);
  group.sort((a, b) => a.tag - b.tag);
  group.forEach((entry, i) => {
    const here = at + 2 + i * 12;
    view.setUint16(here, entry.tag, little);
    view.setUint16(here + 2, entry.type, little);
    view.setUint32(here + 4, entry.count, little);
    const isShort = entry.content.length <= 4;
    const target = isShort ? here + 8 : end;
    entry.content.forEach((byte, n) => {
      view.setUint8(target + n, byte);
    });
    if (isShort) return;
    view.setUint32(here + 8, end, little);
    end += entry.content.length;
  });
  return end;
}
