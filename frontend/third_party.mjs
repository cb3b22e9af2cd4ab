// Tells which packages end up in browsers, from the lock: as a table, or with their licences.
//
//   node frontend/third_party.mjs            a Markdown table

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

// The bpmn.io licence is MIT with a condition; the registry knows no name for it.
const NAMED = { "SEE LICENSE IN LICENSE": "bpmn.io licence (MIT, the bpmn.io mark stays visible)" };

async function shipped() {
  const lock = JSON.parse(await readFile(join(here, "package-lock.json"), "utf-8"));
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path && !entry.dev && !entry.optional)
    .map(([path, { version, license }]) => ({
      path: join(here, path),
      name: path.split("node_modules/").pop(),
      version,
      license: NAMED[license] ?? license ?? "not stated",
    }))
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
}

export async function table() {
  const rows = (await shipped()).map(
    ({ name, version, license }) => `| ${name} | ${version} | ${license} |`,
  );
  return ["| Package | Version | Licence |", "|---|---|---|", ...rows].join("\n");
}

async function licenceText(path) {
  const files = existsSync(path) ? await readdir(path) : [];
  const found = files.filter((name) => /^licen[cs]e/i.test(name)).sort();
  const texts = found.map(async (file) => (await readFile(join(path, file), "utf-8")).trim());
  return (await Promise.all(texts)).join("\n\n") || "(no licence file)";
}

export async function licences() {
  const texts = (await shipped()).map(
    async ({ path, name, version, license }) =>
      `${name} ${version}: ${license}\n\n${await licenceText(path)}\n`,
  );
  return (await Promise.all(texts)).join(`\n${"-".repeat(80)}\n\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await table());
}
