"""Proving the records: how many a second, beside bare hashing and beside reading alone."""

from __future__ import annotations

import argparse
import json
import sqlite3
from hashlib import sha256

from filled import cache, filled
from measure import calls, table

from models.address import Address
from models.reader import reading
from workflow import records

BUDGET = 100_000
NAMES = ", ".join(records.Entry.__slots__)
QUERY = f"SELECT seq, previous, hash, {NAMES} FROM record ORDER BY chain, seq"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=100_000, help="one record an item")
    options.add_argument("--rounds", type=int, default=9)
    cache(options)
    asked = options.parse_args()
    path = filled(asked.cache, asked.items, fresh=True)
    driver = sqlite3.connect(path)
    texts = [json.dumps(row, ensure_ascii=False).encode() for row in driver.execute(QUERY)]

    def hashing() -> int:
        for text in texts:
            sha256(text).hexdigest()
        return len(texts)

    def encoding() -> int:
        for row in driver.execute(QUERY):
            sha256(json.dumps(row, ensure_ascii=False).encode()).hexdigest()
        return len(texts)

    def ours() -> int:
        with reading(Address(path=path)) as reader:
            heads = {chain: (seq, end) for chain, seq, end in reader.rows("SELECT chain, seq, hash FROM chain")}
            count, flaws = records.verify(reader.stream(QUERY), heads)
        assert not flaws
        return count

    cases = {"bare hashing of ready bytes": hashing, "read, JSON, hash": encoding, "duban": ours}
    results = calls(cases, asked.rounds)
    title = f"{asked.items:,} records proved, medians of {asked.rounds}, per record"
    table(title, results, "bare hashing of ready bytes", unit="us")
    rate = 1 / results["duban"].cpu
    print(f"  {'kept' if rate >= BUDGET else 'MISSED'}: {rate:,.0f} records a second; the budget is ≥ {BUDGET:,}")
    driver.close()


if __name__ == "__main__":
    main()
