// A pool of threads: node threads.mjs ITEMS.jsonl WORKERS PACKAGE, where PACKAGE is piscina or tinypool.
import process from "node:process";
import { now, readItems, report, residentMegabytes } from "./items.mjs";

const [file, workers, name] = process.argv.slice(2);
const { default: Pool } = await import(name);
const items = readItems(file);
const before = residentMegabytes(process.pid);
const pool = new Pool({ filename: new URL("trivial.mjs", import.meta.url).href, minThreads: Number(workers), maxThreads: Number(workers) });
let first;
const outputs = await Promise.all(items.map(async (item) => {
  const output = await pool.run(item);
  first ??= now();
  return output;
}));
const last = now();
// Threads have no memory of their own: what the process has grown by, queue and results included.
report(items, outputs, { first, last, megabytes: (residentMegabytes(process.pid) - before) / Number(workers) });
await pool.destroy();
