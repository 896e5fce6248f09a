// The mark of the house, drawn once as lines: as SVG for the tab, as PNG for the telephone's home screen.
import { deflateSync } from "node:zlib";

const ACCENT = [0x2f, 0x3e, 0x8f];
// A roof, walls, and a door that stands open; in a square of 24.
const LINES = [
  [[3, 11.2], [12, 3.6], [21, 11.2]],
  [[5.4, 9.6], [5.4, 20.2], [18.6, 20.2], [18.6, 9.6]],
  [[9.6, 20], [9.6, 14.2], [14.4, 14.2], [14.4, 20]],
]; // biome-ignore format: points read better in a row
const STROKE = 2.1;

/** The mark alone, in the accent colour, on nothing. */
export function svg() {
  const paths = LINES.map((line) => `M${line.map((point) => point.join(" ")).join("L")}`).join("");
  const look = `fill="none" stroke="#2f3e8f" stroke-width="${STROKE}" stroke-linecap="round" stroke-linejoin="round"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="${paths}" ${look}/></svg>`;
}

/** The mark in white on the accent colour. `maskable` leaves the rim that a telephone may cut away. */
export function png(size, maskable) {
  const share = maskable ? 0.52 : 0.68;
  const unit = (size * share) / 24;
  const edge = (size * (1 - share)) / 2;
  const round = maskable ? 0 : size * 0.2;
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const ink = covered((distance((x + 0.5 - edge) / unit, (y + 0.5 - edge) / unit) - STROKE / 2) * unit);
      const at = y * (size * 4 + 1) + 1 + x * 4;
      for (let c = 0; c < 3; c++) rows[at + c] = Math.round(ACCENT[c] + (255 - ACCENT[c]) * ink);
      rows[at + 3] = Math.round(255 * covered(outside(x + 0.5, y + 0.5, size, round)));
    }
  }
  return encoded(size, rows);
}

/** How much of a pixel is covered whose middle is so many pixels away from an edge. */
function covered(pixels) {
  return Math.min(1, Math.max(0, 0.5 - pixels));
}

/** From a point to the nearest of the lines. */
function distance(x, y) {
  let nearest = Number.POSITIVE_INFINITY;
  for (const line of LINES) {
    for (let i = 1; i < line.length; i++) nearest = Math.min(nearest, toSegment(x, y, line[i - 1], line[i]));
  }
  return nearest;
}

function toSegment(x, y, [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** Pixels outside of a square with round corners; negative within. */
function outside(x, y, size, round) {
  const dx = Math.abs(x - size / 2) - size / 2 + round;
  const dy = Math.abs(y - size / 2) - size / 2 + round;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round;
}

function encoded(size, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8); // eight bits, red-green-blue-alpha
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name, content) {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const framed = Buffer.alloc(content.length + 12);
  framed.writeUInt32BE(content.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc(named), content.length + 8);
  return framed;
}

function crc(bytes) {
  let left = 0xffffffff;
  for (const byte of bytes) {
    left ^= byte;
    for (let bit = 0; bit < 8; bit++) left = (left >>> 1) ^ (left & 1 ? 0xedb88320 : 0);
  }
  return (left ^ 0xffffffff) >>> 0;
}
