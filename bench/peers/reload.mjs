// Replaces one module over and over, as a runtime without unloading can: a new query string for each version.
// node --expose-gc reload.mjs BYTES RELOADS   |   deno run -A --v8-flags=--expose-gc reload.mjs BYTES RELOADS
// Prints a JSON object a line: memory after the first version, then after 100, 1,000 and 5,000 more, and at the end the median time of an import and call.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

const [size, reloads] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "hearth-bench-peer-"));
const file = join(folder, "task.js");
const address = pathToFileURL(file).href;

let filler = "";
for (let index = 0; filler.length < size - 150; index++) {
  filler += `function part${index}(a, b) {\n  const known = new Map([["p${index}", a * ${index} + b]]);\n  return known.get("p${index}") % 7 === 0 ? a : known.get("p${index}") + b;\n}\n`;
}
const text = (version) => `${filler}export async function run(input) {\n  await null;\n  return { version: ${version}, value: part0(input, ${version}) };\n}\n`;

function residentMegabytes() {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) / 1024;
}

async function report(count) {
  for (let round = 0; round < 4; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  console.log(JSON.stringify({ reloads: count, megabytes: residentMegabytes() }));
}

const times = [];
for (let version = 0; version <= reloads; version++) {
  writeFileSync(file, text(version));
  const saved = performance.now();
  const task = await import(`${address}?version=${version}`);
  const result = await task.run(version);
  times.push(performance.now() - saved);
  if (result.version !== version) {
    throw new Error(`stale: version ${version} was saved, ${result.version} answered`);
  }
  if ([0, 100, 1000, 5000, reloads].includes(version)) {
    await report(version);
  }
}
rmSync(folder, { recursive: true });
times.sort((a, b) => a - b);
console.log(JSON.stringify({ milliseconds: times[times.length >> 1] }));
