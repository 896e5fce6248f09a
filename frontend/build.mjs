// Builds what the pages load: one stylesheet, scripts, one typeface, icons. Every file carries a digest of its content
// in its name, so that it may be kept for ever; manifest.json tells the server the names. Compressed once, here.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { png, svg } from "./icons.mjs";

const out = "rukun/channels/web/static/built";
const font = "node_modules/@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2";
const templates = "rukun/channels/web/templates";
// Loaded while the page waits: classic scripts, each by itself.
const CLASSIC = {
  theme: "frontend/src/theme.ts",
  desk: "frontend/src/desk.ts",
  akun: "frontend/src/akun.ts",
  passkey: "frontend/src/passkey.ts",
  push: "frontend/src/push.ts",
};
// Modules: what several share, and what is loaded only when it is needed, become files of their own.
const MODULES = {
  lapor: "frontend/src/lapor/main.ts",
  app: "frontend/src/app.ts",
  laporan: "frontend/src/laporan.ts",
  sekitar: "frontend/src/sekitar.ts",
  meja: "frontend/src/desk/queue.ts",
  tiket: "frontend/src/desk/ticket.ts",
  nilai: "frontend/src/nilai/main.ts",
  petugas: "frontend/src/petugas/main.ts",
  pintu: "frontend/src/pintu/main.ts",
  salin: "frontend/src/salin.ts",
  bukti: "frontend/src/bukti.ts",
  batas: "frontend/src/batas.ts",
  loket: "frontend/src/loket.ts",
};
// What the report page needs before anything else: kept on the telephone with the first visit.
const SHELL = ["rukun.css", "theme.js", "lapor.js", "app.js", "plus-jakarta-sans.woff2", "icons.svg", "icon.svg"];
// The same for the crew's page, kept only on telephones of the crew.
const CREW = ["rukun.css", "theme.js", "petugas.js", "app.js", "plus-jakarta-sans.woff2", "icons.svg", "icon.svg"];
// And for the door of a session, kept on telephones of those who hold one.
const DOOR = ["rukun.css", "theme.js", "pintu.js", "app.js", "plus-jakarta-sans.woff2", "icons.svg", "icon.svg"];
const common = {
  bundle: true,
  minify: true,
  target: ["es2020", "chrome80"],
  outdir: out,
  logLevel: "warning",
  metafile: true,
};
const names = {};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await keep("plus-jakarta-sans.woff2", await readFile(font));
await keep("icon.svg", svg());
await keep("icons.svg", await sprite(await iconNames()));
for (const [name, size, maskable] of [
  ["icon-192.png", 192, false],
  ["icon-512.png", 512, false],
  ["icon-maskable.png", 512, true],
]) {
  await keep(name, png(size, maskable));
}
await keep("rukun.css", await stylesheet());
const hashed = {
  ...common,
  entryNames: "[name]-[hash]",
  chunkNames: "part-[name]-[hash]",
  assetNames: "[name]-[hash]",
};
// The stylesheet of maps is loaded only where there is one, with the pictures that Leaflet brings.
const map = await build({ ...hashed, entryPoints: { map: "frontend/styles/map.css" }, loader: { ".png": "file" } });
for (const [file, made] of Object.entries(map.metafile.outputs)) {
  if (made.entryPoint) names["map.css"] = file.slice(out.length + 1);
}
const classic = await build({ ...hashed, entryPoints: CLASSIC, format: "iife" });
const modules = await build({ ...hashed, entryPoints: MODULES, format: "esm", splitting: true });
for (const made of [classic, modules]) nameOutputs(made.metafile);
// The worker keeps its name: its address is the root of the site, and the server puts what it keeps before it.
await build({ ...common, entryPoints: { sw: "frontend/src/sw.ts" }, format: "iife" });
await writeFile(`${out}/manifest.json`, JSON.stringify(manifest(modules.metafile), null, 1));
await compress();

/** Write a file under a name with the digest of its content. */
async function keep(name, content) {
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  const dot = name.lastIndexOf(".");
  names[name] = `${name.slice(0, dot)}-${digest}${name.slice(dot)}`;
  await writeFile(`${out}/${names[name]}`, content);
}

async function stylesheet() {
  const entry = { rukun: "frontend/styles/rukun.css" };
  const made = await build({ ...common, entryPoints: entry, external: ["*.woff2"], write: false });
  return made.outputFiles[0].text.replaceAll("plus-jakarta-sans.woff2", names["plus-jakarta-sans.woff2"]);
}

function nameOutputs(metafile) {
  for (const [file, made] of Object.entries(metafile.outputs)) {
    if (!made.entryPoint) continue;
    const short = file.slice(out.length + 1);
    const named = Object.entries({ ...CLASSIC, ...MODULES }).find(([, source]) => source === made.entryPoint);
    if (named) names[`${named[0]}.js`] = short;
  }
}

function manifest(metafile) {
  return { files: names, shell: shell(metafile, SHELL), crew: shell(metafile, CREW), door: shell(metafile, DOOR) };
}

/** The files of the shell, with the shared parts that its modules import at once (not those for later). */
function shell(metafile, wanted) {
  const files = new Set(wanted.map((name) => names[name]));
  const visit = (file) => {
    for (const part of metafile.outputs[`${out}/${file}`]?.imports ?? []) {
      const short = part.path.slice(out.length + 1);
      if (part.kind !== "import-statement" || files.has(short)) continue;
      files.add(short);
      visit(short);
    }
  };
  for (const file of [...files]) visit(file);
  return [...files];
}

async function compress() {
  for (const file of await readdir(out)) {
    if (!/\.(css|js|svg)$/.test(file)) continue;
    const content = await readFile(`${out}/${file}`);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_MODE]: 1 } };
    await writeFile(`${out}/${file}.br`, brotliCompressSync(content, quality));
    await writeFile(`${out}/${file}.gz`, gzipSync(content, { level: 9 }));
  }
}

/** Names that a template asks for with {% icon "name" %}, and those of the cities' categories. */
async function iconNames() {
  const found = new Set(["triangle-alert", "loader", "circle-check", "circle-minus", "circle-pause", "merge"]);
  for (const file of await readdir(templates, { recursive: true })) {
    if (!file.endsWith(".html")) continue;
    const text = await readFile(`${templates}/${file}`, "utf8");
    for (const asked of text.matchAll(/\{% icon "([a-z0-9-]+)"/g)) found.add(asked[1]);
  }
  for (const city of await readdir("kota")) {
    const text = await readFile(`kota/${city}/categories.toml`, "utf8");
    for (const asked of text.matchAll(/^icon = "([a-z0-9-]+)"/gm)) found.add(asked[1]);
  }
  // Those of the desk's verbs and tabs (rukun/channels/web/meja/source.py).
  for (const name of ["play", "send", "clock-alert"]) found.add(name);
  // Those of the notices, by what each is about (rukun/channels/web/warga/kabar.py).
  for (const name of ["inbox", "send", "rotate-ccw", "clock-alert", "message-circle"]) found.add(name);
  for (const name of ["circle-x", "calendar-check", "banknote"]) found.add(name);
  return [...found].sort();
}

async function sprite(wanted) {
  const symbols = [];
  for (const name of wanted) {
    const drawn = await readFile(`node_modules/lucide-static/icons/${name}.svg`, "utf8");
    const inner = drawn.slice(drawn.indexOf(">", drawn.indexOf("<svg")) + 1, drawn.lastIndexOf("</svg>"));
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s+/g, " ").trim()}</symbol>`);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}
