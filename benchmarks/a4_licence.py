"""A licence on A4 by typst against WeasyPrint on the same words: python benchmarks/a4_licence.py [RUNS].

Both warm, each with another number every time, and a code made anew; WeasyPrint in an environment of its own, which is
made at the first run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import venv
from dataclasses import replace
from html import escape
from pathlib import Path

from _figures import ROOT, runs, show

sys.path.insert(0, str(ROOT / "tests" / "unit" / "paper"))

from output_samples import LICENCE, engine, record

from shubbak.adapters.paper.code_picture import code_svg
from shubbak.domain.issued_output import IssuedOutput
from shubbak.resources import load_output_form, load_wording, root
from shubbak.services.output_sheet import record_order

PEER = Path(os.environ.get("SHUBBAK_PEERS", ROOT / "var" / "peers")) / "a4"
OURS, THEIRS = "typst, PDF/A-2a, tagged", "WeasyPrint, PDF/A-3u"
STYLE = """
@page { size: A4; margin: 17mm; border: 2pt solid #0B5D5E } body { font: 10pt "Plex"; direction: rtl }
.two { display: flex; justify-content: space-between } .two > * { width: 48% }
[lang=en] { direction: ltr; text-align: left } h1 { text-align: center; color: #0B5D5E }
.band { display: flex; gap: 4mm }
.band div { flex: 1; border: 1pt solid; padding: 3mm; background: #EEF4F3; text-align: center; font-size: 14pt }
table { width: 100%; border-collapse: collapse }
td { border-bottom: .5pt solid #CFC9BD; padding: 2mm } svg { width: 42mm; height: 42mm }
"""


def environment() -> str:
    """Return the peer's Python; made once, as benchmarks/requirements-a4.txt says."""
    python = PEER / "bin" / "python"
    if not python.exists():
        venv.create(PEER, with_pip=True)
        asked = [str(python), "-m", "pip", "install", "-q", "-r", str(ROOT / "benchmarks" / "requirements-a4.txt")]
        subprocess.run(asked, check=True)
    return str(python)


def both(words: dict[str, str], tag: str = "div") -> str:
    return "".join(f'<{tag} lang="{key}">{escape(words[key])}</{tag}>' for key in ("ar", "en"))


def html(issued: IssuedOutput, code: bytes) -> str:
    """Say in HTML what the template says."""
    data = json.loads(record(issued).said)
    labels = data["labels"]
    lines = [(labels[key], data[key]) for key in ("holder", "subject", "issued")]
    lines += [(fact["label"], fact["value"]) for fact in data["facts"]]
    rows = "".join(f"<tr>{both(label, 'td')}{both(value, 'td')}</tr>" for label, value in lines)
    fees = "".join(f"<tr>{both(fee['label'], 'td')}<td>{fee['amount']}</td></tr>" for fee in data["fees"]["lines"])
    faces = "".join(
        f'@font-face {{ font-family: Plex; font-weight: {weight}; src: url("{(root() / "fonts" / name).as_uri()}") }}'
        for weight, name in ((400, "IBMPlexSansArabic-Regular.woff2"), (600, "IBMPlexSansArabic-SemiBold.woff2"))
    )
    conditions = "".join(f'<div class="two">{both(each)}</div>' for each in data["conditions"])
    return f"""<html lang="ar"><style>{faces}{STYLE}</style><div class="two">{both(data["municipality"])}</div>
<h1>{both(data["title"])}</h1><div class="band"><div>{data["number"]}</div><div>{both(data["valid_to"])}</div></div>
<table>{rows}</table>{conditions}<table>{fees}</table>{code.decode()}{both(data["proof"])}</html>"""


def main() -> None:
    count = runs(30)
    peer = subprocess.Popen(
        [environment(), str(ROOT / "benchmarks" / "_a4_peer.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    timed: dict[str, list[float]] = {OURS: [], THEIRS: []}
    sizes = {}
    press = engine()
    for number in range(count + 2):
        issued = replace(LICENCE, number=f"BL-2026-{number:05d}")
        code = f"https://waha.gov.example/v#{number + 1:0470d}"
        began = time.perf_counter()
        kept = replace(record(issued), code_text=code)
        pdf = press.set_pages(record_order(kept, load_output_form(issued.kind), load_wording()))
        ours = (time.perf_counter() - began) * 1000
        peer.stdin.write(json.dumps(html(issued, code_svg(code))) + "\n")
        peer.stdin.flush()
        theirs, sizes[THEIRS] = json.loads(peer.stdout.readline())
        sizes[OURS] = len(pdf)
        if number >= 2:  # fonts are read by then
            timed[OURS].append(ours)
            timed[THEIRS].append(theirs)
    peer.stdin.close()
    peer.wait(10)
    show("A licence on A4 with its code", timed, (THEIRS, OURS), bytes=sizes)


if __name__ == "__main__":
    main()
