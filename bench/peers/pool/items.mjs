// What the pools of Node share: the items, and how they say what happened.
import { readFileSync } from "node:fs";

/** The objects of a file of JSON lines. */
export function readItems(file) {
  return readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

/** Milliseconds since 1970, with fractions, as every process of the machine counts them. */
export function now() {
  return performance.timeOrigin + performance.now();
}

export function residentMegabytes(processId) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${processId}/status`, "utf8"))[1]) / 1024;
}

/** Ends with an error unless each item was answered rightly, in order; prints when the first and the last result came, and the memory of a worker. */
export function report(items, outputs, times) {
  items.forEach((item, index) => {
    if (outputs[index]?.n !== item.n + 1) {
      throw new Error(`item ${index} was answered with ${JSON.stringify(outputs[index])}`);
    }
  });
  console.log(JSON.stringify(times));
}
