"""Python's pool of processes: python3 executor.py ITEMS.jsonl WORKERS CHUNK (items that are sent at once; 1 is its default)."""

import json
import multiprocessing
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor


def increment(item):
    return {"n": item["n"] + 1}


def resident_megabytes(process_id):
    with open(f"/proc/{process_id}/status", encoding="utf-8") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def main():
    file, workers, chunk = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with open(file, encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    with ProcessPoolExecutor(max_workers=workers) as executor:
        first = None
        outputs = []
        for output in executor.map(increment, items, chunksize=chunk):
            first = first or time.time()
            outputs.append(output)
        last = time.time()
        megabytes = max(resident_megabytes(child.pid) for child in multiprocessing.active_children())
    for index, (item, output) in enumerate(zip(items, outputs, strict=True)):
        if output["n"] != item["n"] + 1:
            raise ValueError(f"item {index} was answered with {output}")
    print(json.dumps({"first": first * 1000, "last": last * 1000, "megabytes": megabytes}))


if __name__ == "__main__":
    main()
