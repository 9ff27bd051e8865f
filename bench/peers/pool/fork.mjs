// A plain pool of processes: node fork.mjs ITEMS.jsonl WORKERS [LOGS] [PASSES]
// Each child is given one item at a time, over the channel of child_process.fork; nothing is kept. With LOGS, each item appends a line to a file of its own in that folder ('-' for none).
// With PASSES, all items are done so many times by the same processes, and the times are those of the last pass.
import { fork } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { now, readItems, report, residentMegabytes } from "./items.mjs";
import increment from "./trivial.mjs";

if (process.send) {
  const logs = process.argv[2];
  process.on("message", ({ index, item }) => {
    if (logs) {
      appendFileSync(join(logs, `${String(index).padStart(6, "0")}.log`), `counted from ${item.n}\n`);
    }
    process.send({ index, output: increment(item) });
  });
} else {
  const [file, workers, folder, passes] = process.argv.slice(2);
  const logs = folder === "-" ? undefined : folder;
  let left = Number(passes ?? 1);
  const items = readItems(file);
  const outputs = new Array(items.length);
  const children = Array.from({ length: Number(workers) }, () => fork(fileURLToPath(import.meta.url), logs ? [logs] : []));
  let next = 0;
  let done = 0;
  let first;

  const pull = (child) => {
    if (next < items.length) {
      child.send({ index: next, item: items[next++] });
    }
  };
  for (const child of children) {
    child.on("message", ({ index, output }) => {
      outputs[index] = output;
      first ??= now();
      if (++done === items.length && --left > 0) {
        next = done = 0;
        first = undefined;
        children.forEach(pull);
        return;
      }
      if (done === items.length) {
        const last = now();
        const megabytes = Math.max(...children.map((one) => residentMegabytes(one.pid)));
        report(items, outputs, { first, last, megabytes });
        children.forEach((one) => one.disconnect());
        return;
      }
      pull(child);
    });
    pull(child);
  }
}
