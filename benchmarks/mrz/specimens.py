"""Public specimens, looked up in what packages carry: kept outside the repository, listed in specimens.tsv."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator

from benchmarks.mrz.pictures import Sample
from benchmarks.mrz.readers import HERE, PEERS
from benchmarks.mrz.zones import SIZES, Zone


def specimens() -> Iterator[Sample]:
    """Every listed picture; one that is not there or not the listed one is an error."""
    with (HERE / "specimens.tsv").open(newline="") as listed:
        for row in csv.DictReader(listed, delimiter="\t"):
            body = (PEERS / "specimens" / row["package"] / row["file"]).read_bytes()
            if hashlib.sha256(body).hexdigest() != row["sha256"]:
                raise ValueError(f"{row['file']} of {row['package']} is not the picture that was labelled")
            rows = tuple(row["zone"].split())
            kind = next(kind for kind, size in SIZES.items() if size == (len(rows), len(rows[0])))
            yield Sample(f"{row['package']}-{row['file'].replace('/', '-')}", body, (Zone(kind, rows),))
