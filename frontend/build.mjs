// Builds what the pages load: one stylesheet, small scripts, one typeface, and one sprite of the icons that are used.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const out = "rukun/channels/web/static/built";
const font = "node_modules/@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2";
const templates = "rukun/channels/web/templates";

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  entryPoints: {
    rukun: "frontend/styles/rukun.css",
    lapor: "frontend/src/lapor.ts",
    desk: "frontend/src/desk.ts",
    theme: "frontend/src/theme.ts",
    map: "frontend/styles/map.css",
  },
  bundle: true,
  minify: true,
  target: ["es2020", "chrome80"],
  outdir: out,
  external: ["*.woff2"],
  loader: { ".png": "file" },
  assetNames: "[name]",
  logLevel: "warning",
});
// Modules: what several of them need, and what is loaded later (the map), becomes a file of its own.
await build({
  entryPoints: {
    laporan: "frontend/src/laporan.ts",
    "place-map": "frontend/src/place-map.ts",
    sekitar: "frontend/src/sekitar.ts",
  },
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: ["es2020", "chrome80"],
  outdir: out,
  logLevel: "warning",
});
await copyFile(font, `${out}/plus-jakarta-sans.woff2`);
const house = await readFile("node_modules/lucide-static/icons/house.svg", "utf8");
await writeFile(`${out}/icon.svg`, house.replace("currentColor", "#2f3e8f"));
await writeFile(`${out}/icons.svg`, await sprite(await iconNames()));

/** Names that a template asks for with {% icon "name" %}, and those of the cities' categories. */
async function iconNames() {
  const names = new Set();
  for (const file of await readdir(templates, { recursive: true })) {
    if (!file.endsWith(".html")) continue;
    const text = await readFile(`${templates}/${file}`, "utf8");
    for (const found of text.matchAll(/\{% icon "([a-z0-9-]+)"/g)) names.add(found[1]);
  }
  for (const city of await readdir("kota")) {
    const text = await readFile(`kota/${city}/categories.toml`, "utf8");
    for (const found of text.matchAll(/^icon = "([a-z0-9-]+)"/gm)) names.add(found[1]);
  }
  for (const state of ["triangle-alert", "loader", "circle-check", "circle-minus"]) names.add(state);
  return [...names].sort();
}

async function sprite(names) {
  const symbols = [];
  for (const name of names) {
    const svg = await readFile(`node_modules/lucide-static/icons/${name}.svg`, "utf8");
    const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s+/g, " ").trim()}</symbol>`);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}
