// A QR code of one fixed kind (version 3, level H: 29 modules a side, up to 35 signs, a third of it may be lost), drawn
// here because everything the app needs must be on the telephone, and small.
const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
export const SIDE = 29;
const DATA = 26; // codewords, in two blocks
const BLOCK = 13;
const REPAIR = 22; // codewords of repair for each block
const MASK = 3;

/** The modules row by row: true is dark. Refuses what is too long or has other signs. */
export function qr(text: string): boolean[][] {
  const values = [...text].map((sign) => SIGNS.indexOf(sign));
  if (values.length > 35 || values.includes(-1)) throw new Error("no such code");
  const dark = grid<boolean>(false);
  const fixed = grid<boolean>(false);
  patterns(dark, fixed);
  place(dark, fixed, interleaved(codewords(values)));
  format(dark);
  return dark;
}

function grid<T>(value: T): T[][] {
  return Array.from({ length: SIDE }, () => Array<T>(SIDE).fill(value));
}

function codewords(values: number[]): number[] {
  let bits = `0010${values.length.toString(2).padStart(9, "0")}`;
  for (let n = 0; n < values.length; n += 2) {
    const [first = 0, second] = [values[n], values[n + 1]];
    bits +=
      second === undefined ? first.toString(2).padStart(6, "0") : (first * 45 + second).toString(2).padStart(11, "0");
  }
  bits += "0".repeat(Math.min(4, DATA * 8 - bits.length));
  bits += "0".repeat((8 - (bits.length % 8)) % 8);
  const words = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  for (let pad = 0xec; words.length < DATA; pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

function interleaved(words: number[]): number[] {
  const blocks = [words.slice(0, BLOCK), words.slice(BLOCK)];
  const repairs = blocks.map(repair);
  const mixed = (lists: number[][], length: number) =>
    Array.from({ length }, (_, n) => lists.map((list) => list[n] ?? 0)).flat();
  return [...mixed(blocks, BLOCK), ...mixed(repairs, REPAIR)];
}

/** Multiplication in the field of 256 over x^8 + x^4 + x^3 + x^2 + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
}

/** Reed-Solomon: what is left when the block is divided by the generator. */
function repair(block: number[]): number[] {
  let generator = [1];
  let root = 1;
  for (let n = 0; n < REPAIR; n++) {
    const next = [...generator, 0];
    generator.forEach((factor, at) => {
      next[at + 1] = (next[at + 1] ?? 0) ^ times(factor, root);
    });
    generator = next;
    root = times(root, 2);
  }
  const left = Array<number>(REPAIR).fill(0);
  for (const word of block) {
    const factor = word ^ (left.shift() ?? 0);
    left.push(0);
    for (let n = 0; n < REPAIR; n++) left[n] = (left[n] ?? 0) ^ times(generator[n + 1] ?? 0, factor);
  }
  return left;
}

function patterns(dark: boolean[][], fixed: boolean[][]): void {
  const set = (row: number, column: number, value: boolean) => {
    const [darks, fixeds] = [dark[row], fixed[row]];
    if (!darks || !fixeds || column < 0 || column >= SIDE) return;
    darks[column] = value;
    fixeds[column] = true;
  };
  for (let n = 0; n < SIDE; n++) {
    set(6, n, n % 2 === 0);
    set(n, 6, n % 2 === 0);
  }
  const square = (row: number, column: number, reach: number) => {
    for (let y = -reach; y <= reach; y++) {
      for (let x = -reach; x <= reach; x++) {
        const ring = Math.max(Math.abs(x), Math.abs(y));
        set(row + y, column + x, reach === 4 ? ring !== 2 && ring !== 4 : ring !== 1);
      }
    }
  };
  for (const [row, column] of [
    [3, 3],
    [3, SIDE - 4],
    [SIDE - 4, 3],
  ] as const) {
    square(row, column, 4);
  }
  square(SIDE - 7, SIDE - 7, 2);
  for (const [row, column] of formatPlaces().flat()) set(row, column, false);
  set(SIDE - 8, 8, true);
}

function place(dark: boolean[][], fixed: boolean[][], words: number[]): void {
  let bit = 0;
  for (let right = SIDE - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    const up = ((right + 1) & 2) === 0;
    for (let n = 0; n < SIDE; n++) {
      const row = up ? SIDE - 1 - n : n;
      for (const column of [right, right - 1]) {
        const darks = dark[row];
        if (!darks || fixed[row]?.[column]) continue;
        const value = ((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
        darks[column] = (value === 1) !== ((row + column) % MASK === 0);
        bit++;
      }
    }
  }
}

/** Where the fifteen bits of the format stand, twice, the lowest first. */
function formatPlaces(): (readonly [number, number])[][] {
  const first: [number, number][] = [];
  const second: [number, number][] = [];
  for (let n = 0; n < 15; n++) {
    first.push(n < 6 ? [n, 8] : n < 8 ? [n + 1, 8] : n === 8 ? [8, 7] : [8, 14 - n]);
    second.push(n < 8 ? [8, SIDE - 1 - n] : [SIDE - 15 + n, 8]);
  }
  return [first, second];
}

function format(dark: boolean[][]): void {
  const said = (0b10 << 3) | MASK;
  let rest = said << 10;
  for (let bit = 14; bit >= 10; bit--) if ((rest >> bit) & 1) rest ^= 0x537 << (bit - 10);
  const bits = ((said << 10) | rest) ^ 0x5412;
  for (const places of formatPlaces()) {
    places.forEach(([row, column], n) => {
      const darks = dark[row];
      if (darks) darks[column] = ((bits >> n) & 1) === 1;
    });
  }
}
