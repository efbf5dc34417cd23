"""One of the other readers as a process of its own: paths come in, a line of JSON goes out for each.

It runs in the peers' environment (benchmarks/requirements-peers.txt) and imports nothing of this product.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

Lines = list[str]


def _passporteye() -> Callable[[str], Lines]:
    from passporteye import read_mrz

    def read(path: str) -> Lines:
        found = read_mrz(path)
        return found.aux["text"].split("\n") if found is not None else []

    return read


def _fastmrz() -> Callable[[str], Lines]:
    from fastmrz import FastMRZ

    reader = FastMRZ(tessdata_path=os.environ["TESSDATA_PREFIX"])

    def read(path: str) -> Lines:
        answer = reader.get_details(path, ignore_parse=True)
        text = answer if isinstance(answer, str) else answer.get("mrz_text", "")
        return text.split("\n")

    return read


def _rapidocr() -> Callable[[str], Lines]:
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{which}_op_num_threads": 1 for which in ("intra", "inter")}
    # Without its guess which rows stand on their heads: it turns rows of fillers round that stand upright.
    reader = RapidOCR(params={**threads, "Global.log_level": "error", "Global.use_cls": False})

    def read(path: str) -> Lines:
        answer = reader(path)
        if answer.boxes is None:
            return []
        return _side_by_side([(box, text) for box, text in zip(answer.boxes, answer.txts, strict=True)])

    return read


def _side_by_side(pieces: list[tuple[Any, str]]) -> Lines:
    """Pieces of text whose middles lie at one height (measured along the first piece) belong to one line."""
    rows: list[list[tuple[Any, str]]] = []
    for box, text in sorted(pieces, key=lambda piece: float(piece[0][:, 1].mean())):
        for row in rows:
            last = row[-1][0]
            along = last[1] - last[0]
            slope = float(along[1] / along[0]) if abs(along[0]) > 1 else 0.0
            off = box.mean(0) - last.mean(0)
            if abs(off[1] - slope * off[0]) < 0.4 * abs(float(last[3, 1] - last[0, 1])):
                row.append((box, text))
                break
        else:
            rows.append([(box, text)])
    return ["".join(text for _, text in sorted(row, key=lambda piece: float(piece[0][0, 0]))) for row in rows]


def _tesseract() -> Callable[[str], Lines]:
    import tesserocr

    reader = tesserocr.PyTessBaseAPI(path=os.environ["TESSDATA_PREFIX"], lang="mrz", psm=tesserocr.PSM.AUTO)

    def read(path: str) -> Lines:
        reader.SetImageFile(path)
        return reader.GetUTF8Text().split("\n")

    return read


READERS = {"passporteye": _passporteye, "fastmrz": _fastmrz, "rapidocr": _rapidocr, "tesseract": _tesseract}


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def serve(read: Callable[[str], Any], out: int) -> None:
    """Answer every path on standard input until it ends; what a reader raises is an answer too."""
    for line in sys.stdin:
        body, began, used = line.strip(), time.perf_counter(), _cpu()
        answer: dict[str, Any] = {"lines": [], "error": ""}
        try:
            found = read(body)
            answer.update(found if isinstance(found, dict) else {"lines": found})
        except Exception as fault:  # noqa: BLE001 - another reader's crash is counted, whatever it is
            answer["error"] = f"{type(fault).__name__}: {fault}"[:200]
        answer["ms"], answer["cpu"] = (time.perf_counter() - began) * 1000, (_cpu() - used) * 1000
        os.write(out, (json.dumps(answer) + "\n").encode())


def quiet() -> int:
    """Keep standard output for the answers alone: what a library prints goes to the error stream."""
    out = os.dup(1)
    os.dup2(2, 1)
    return out


if __name__ == "__main__":
    channel = quiet()
    try:
        import cv2

        cv2.setNumThreads(1)
    except ImportError:
        pass
    reader = READERS[sys.argv[1]]()
    os.write(channel, b'"ready"\n')
    serve(reader, channel)
