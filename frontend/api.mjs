// Writes frontend/src/api/described.ts: the API's description (OpenAPI 3.1, as JSON on standard input) as types. Only
// types come out of it, so a page grows by nothing. `make api` runs it; a test holds the file to the description.
import { readFileSync } from "node:fs";

const BASE = "/api/v1";
const described = JSON.parse(readFileSync(0, "utf8"));
const lines = [
  "// Made by `make api` from the API's own description (frontend/api.mjs). Not to be changed by hand.",
  "",
];

for (const [name, schema] of Object.entries(described.components.schemas).sort(byName)) {
  if (schema.title?.endsWith("WithPhotos")) continue;
  lines.push(...said(schema.description, ""));
  if (schema.properties) lines.push(`export interface ${plain(name)} ${fields(schema, "")}`, "");
  else lines.push(`export type ${plain(name)} = ${type(schema, "")};`, "");
}
lines.push(
  "/** What may be read: by its address, what is asked for (in the address and after it), and what is told. */",
);
lines.push("export interface Reads {");
for (const [address, methods] of Object.entries(described.paths).sort(byName)) {
  const read = methods.get;
  const told = read?.responses["200"]?.content?.["application/json"]?.schema;
  if (!told) continue;
  lines.push(...said(read.summary, "  "));
  lines.push(
    `  "${address.slice(BASE.length)}": { asked: ${asked(read.parameters ?? [])}; told: ${type(told, "  ")} };`,
  );
}
lines.push("}", "");
process.stdout.write(lines.join("\n"));

function asked(parameters) {
  const found = parameters.filter((one) => one.in === "path" || one.in === "query");
  if (!found.length) return "Record<string, never>";
  return `{ ${found.map((one) => `${one.name}${one.required ? "" : "?"}: ${type(one.schema, "")}`).join("; ")} }`;
}

function fields(schema, indent) {
  const rows = Object.entries(schema.properties).flatMap(([name, told]) => [
    ...said(told.description, `${indent}  `),
    // What is told always stands there; what is sent may be left out.
    `${indent}  ${name}${isOptional(schema, name, told) ? "?" : ""}: ${type(told, `${indent}  `)};`,
  ]);
  return ["{", ...rows, `${indent}}`].join("\n");
}

function isOptional(schema, name, told) {
  return !schema.required?.includes(name) && "default" in told;
}

/** What TypeScript calls a value of this schema. */
function type(schema, indent) {
  if (schema.$ref) return plain(schema.$ref.split("/").pop());
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return [...new Set(options.map((one) => type(one, indent)))].join(" | ");
  if (schema.allOf?.length === 1) return type(schema.allOf[0], indent);
  if (Array.isArray(schema.type)) return schema.type.map((one) => type({ ...schema, type: one }, indent)).join(" | ");
  if (schema.type === "array") return list(schema, indent);
  if (schema.properties) return fields(schema, indent);
  if (schema.type === "object" || schema.additionalProperties) return `Record<string, ${rest(schema, indent)}>`;
  return (
    { string: "string", integer: "number", number: "number", boolean: "boolean", null: "null" }[schema.type] ??
    "unknown"
  );
}

function list(schema, indent) {
  if (schema.prefixItems) return `[${schema.prefixItems.map((one) => type(one, indent)).join(", ")}]`;
  const item = type(schema.items ?? {}, indent);
  return /[ |]/.test(item) ? `Array<${item}>` : `${item}[]`;
}

function rest(schema, indent) {
  return typeof schema.additionalProperties === "object" ? type(schema.additionalProperties, indent) : "unknown";
}

function said(words, indent) {
  return words ? [`${indent}/** ${words.split("\n\n")[0].replace(/\s+/g, " ").replaceAll("*/", "* /").trim()} */`] : [];
}

/** `Page_ReportTold_` and `Page[ReportTold]` as a name. */
function plain(name) {
  return decodeURIComponent(name).replace(/[^A-Za-z0-9]+/g, "");
}

function byName([one], [other]) {
  return one < other ? -1 : 1;
}
