// Checks BPMN files: what bpmn-moddle cannot read, and what bpmnlint advises against.
//
//   node frontend/lint.mjs FILES…

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { BpmnModdle } from "bpmn-moddle";
import { Linter } from "bpmnlint";
import NodeResolver from "bpmnlint/lib/resolver/node-resolver.js";

const require = createRequire(import.meta.url);
const moddle = new BpmnModdle({
  camunda: require("camunda-bpmn-moddle/resources/camunda.json"),
  thidua: require("./src/bpmn/thidua.json"),
});
const linter = new Linter({
  config: { extends: "bpmnlint:recommended" },
  resolver: new NodeResolver({ require }),
});

async function findings(file) {
  let read;
  try {
    read = await moddle.fromXML(await readFile(file, "utf-8"));
  } catch (error) {
    return [`${file}: error: cannot be read: ${error.message}`];
  }
  const warnings = read.warnings.map(({ message }) => `${file}: import: ${message.trim()}`);
  const results = await linter.lint(read.rootElement);
  const reports = Object.entries(results).flatMap(([rule, found]) =>
    found.map(({ id, message, category }) => `${file}: ${category}: ${id}: ${message} (${rule})`),
  );
  return [...warnings, ...reports];
}

const all = (await Promise.all(process.argv.slice(2).map(findings))).flat();
for (const finding of all) {
  console.log(finding);
}
process.exitCode = all.length ? 1 : 0;
