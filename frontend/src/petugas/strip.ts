// The proof as it is sent: the picture, whole, and below it a strip with the code as a QR code and as words.
import { withFacts, written } from "../lapor/exif";
import { drawable } from "../lapor/photos";
import type { Code } from "./code";
import { qr, SIDE } from "./qr";

const LONG_EDGE = 1600;
const QUALITY = 0.85;
const QUIET = 4;
// Five pixels a module survive being written as JPEG twice.
const MODULE = 5;
const STRIP = (SIDE + 2 * QUIET) * MODULE;
const LEAST_WIDTH = 480;

export async function proofOf(file: Blob, code: Code | null, lines: string[]): Promise<Blob> {
  const { picture, width, height, isUpright } = await drawable(file);
  const scale = Math.min(1, LONG_EDGE / width, (LONG_EDGE - STRIP) / height);
  const canvas = document.createElement("canvas");
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  canvas.width = Math.max(w, LEAST_WIDTH);
  canvas.height = h + STRIP;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("nothing to draw with");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, w, h);
  if ("close" in picture) picture.close();
  if (code) modules(pen, qr(code.text), h);
  said(pen, lines, h, canvas.width);
  const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  canvas.width = canvas.height = 0;
  if (!drawn) throw new Error("nothing was drawn");
  const facts = await written(file);
  return facts ? withFacts(drawn, facts.keep(!isUpright)) : drawn;
}

function modules(pen: CanvasRenderingContext2D, dark: boolean[][], top: number): void {
  pen.fillStyle = "#000";
  dark.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (isDark) pen.fillRect((x + QUIET) * MODULE, top + (y + QUIET) * MODULE, MODULE, MODULE);
    });
  });
}

function said(pen: CanvasRenderingContext2D, lines: string[], top: number, width: number): void {
  pen.fillStyle = "#000";
  pen.textBaseline = "middle";
  const room = STRIP / (lines.length + 1);
  lines.forEach((line, n) => {
    pen.font = `${n ? 500 : 700} ${Math.round(room * (n ? 0.6 : 0.75))}px sans-serif`;
    pen.fillText(line, STRIP + 8, top + room * (n + 1), width - STRIP - 16);
  });
}
