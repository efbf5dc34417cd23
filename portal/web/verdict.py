"""The verdict on a receipt as HTML: one banner with a sign and words, then the facts that the code carries."""

from __future__ import annotations

import json
from datetime import datetime
from html import escape

from portal.assembly import Portal
from portal.cases.code_lists import authority
from portal.cases.service_names import service_name
from portal.cases.verify_receipt import Examined, country_of_station
from portal.web.page_frame import both, say, wording
from portal.web.spoken_time import spoken_time
from shubbak.domain.money import EXPONENTS, NAMES, Money
from shubbak.domain.text import Language, Text, isolate
from shubbak.wire.output_code import ProvenOutput

#: Sign and colour by the verdict's weight; the word beside them says the same.
_SIGNS = {"good": "✓", "found": "i", "wait": "…", "bad": "✕"}
#: What a browser that checks by itself may come to, and what it then shows.
_FOUND_IN_BROWSER = {
    "proven_accepted": "good",
    "proven_received": "good",
    "proven_unknown": "wait",
    "output_proven": "good",
    "output_ended": "bad",
    "output_void": "bad",
    "differs": "bad",
    "void": "bad",
}
_PROBLEMS = (
    "list-root",
    *(f"receipt-code-{why}" for why in ("shape", "unknown-key", "signature", "other-station", "key-not-valid-then")),
    *(f"output-code-{why}" for why in ("shape", "unknown-key", "signature", "not-entitled", "key-not-valid-then")),
    *("receipt-code-keys-too-old", "output-code-keys-too-old"),
)
_ROWS = ("number", "output", "municipality", "service", "total", "subject", "issued", "ends", "digest")


def verdict_html(portal: Portal, examined: Examined) -> str:
    """Return the verdict's block; everything in it is escaped."""
    weight, key = _judgement(examined, portal.now())
    line = None if examined.problem is None else _reason(examined.problem.code)
    return f"{_banner(weight, key, line)}{_facts(portal, examined)}"


def _banner(weight: str, key: str, line: Text | None = None) -> str:
    return (
        f'<section class="verdict {weight}"><div class="sign" aria-hidden="true">{_SIGNS[weight]}</div>'
        f"{both(say(f'verdict.{key}.title'), 'h2')}{both(line or say(f'verdict.{key}.line'))}</section>"
    )


def verdict_words(portal: Portal) -> str:
    """Return every verdict and every row that a browser may need to say what it has found by itself, hidden."""
    blocks = [f'<div id="words-{key}">{_banner(weight, key)}</div>' for key, weight in _FOUND_IN_BROWSER.items()]
    blocks.append(f'<div id="words-in-browser">{both(say("verify.in_browser"))}</div>')
    for code in _PROBLEMS:
        line = say("verdict.keys_unsound") if code == "list-root" else _reason(code)
        blocks.append(f'<div id="words-problem-{code}">{_banner("bad", "unproven", line)}</div>')
    empty = Text(" ", "  ")
    blocks += [f'<div id="row-{key}">{_row(key, empty, bare=True)}</div>' for key in _ROWS]
    currencies = {code: [EXPONENTS[code], name.ar, name.en] for code, name in NAMES.items()}
    root = authority(portal).file.root
    return (
        f'<div id="page" hidden data-root="{escape(root)}" '
        f'data-currencies="{escape(json.dumps(currencies, ensure_ascii=False))}">{"".join(blocks)}</div>'
    )


def _judgement(examined: Examined, now: datetime) -> tuple[str, str]:
    """Return the weight and the wording's key."""
    if examined.output is not None:
        if examined.void:
            return "bad", "output_void"
        ends = examined.output.facts.valid_to
        return ("bad", "output_ended") if ends is not None and ends < now else ("good", "output_proven")
    if examined.mistyped:
        return "bad", "number_mistyped"
    if examined.problem is not None:
        return "bad", "unproven"
    if not examined.agrees:
        return "bad", "differs"
    if examined.state == "void":
        return "bad", "void"
    kind = "proven" if examined.proven else "number"
    if examined.state in ("accepted", "received"):
        return ("good" if examined.proven else "found"), f"{kind}_{examined.state}"
    return "wait", f"{kind}_unknown"


def _reason(code: str) -> Text:
    """Return why a code proves nothing; of keys the portal speaks otherwise than a machine with a list at hand."""
    if code == "receipt-code-unknown-key":
        return say("verdict.unknown_key")
    return wording().text(f"problem.{code}")


def _facts(portal: Portal, examined: Examined) -> str:
    rows: list[tuple[str, Text]] = []
    if examined.number:
        rows.append(("number", _same(isolate(examined.number))))
    if examined.proven is not None:
        receipt = examined.proven.receipt
        rows += [
            ("municipality", examined.proven.municipality),
            ("service", service_name(portal, receipt.service_id)),
            ("total", _money(receipt.total)),
            ("issued", spoken_time(receipt.issued_at, examined.country)),
        ]
    if examined.output is not None:
        rows += _output_rows(portal, examined.output)
    if examined.standing is not None:
        at = datetime.fromisoformat(examined.standing.accepted_at)
        rows.append(("accepted", spoken_time(at, examined.country)))
    return "<dl>" + "".join(_row(key, value) for key, value in rows) + "</dl>" if rows else ""


def _output_rows(portal: Portal, output: ProvenOutput) -> list[tuple[str, Text]]:
    facts, country = output.facts, country_of_station(portal, output.station)
    rows = [
        ("output", _same(isolate(facts.number))),
        ("municipality", output.municipality),
        ("service", service_name(portal, facts.service_id)),
        ("subject", _same(facts.subject)),
        ("issued", spoken_time(facts.issued_at, country)),
    ]
    if facts.valid_to is not None:
        rows.append(("ends", spoken_time(facts.valid_to, country)))
    digest = facts.data_digest.hex()[:16]
    return [*rows, ("digest", _same(isolate(" ".join(digest[at : at + 4] for at in range(0, 16, 4)))))]


def _row(key: str, value: Text, *, bare: bool = False) -> str:
    label = say(f"fact.{key}")
    english = "" if value.en == value.ar else f'<div class="en" lang="en" dir="ltr">{escape(value.en)}</div>'
    inner = (
        f'<dt>{escape(label.ar)} <span class="en" lang="en" dir="ltr">{escape(label.en)}</span></dt>'
        f"<dd><div>{escape(value.ar)}</div>{english}</dd>"
    )
    return inner if bare else f'<div class="row">{inner}</div>'


def _same(text: str) -> Text:
    return Text(text, text)


def _money(total: Money) -> Text:
    return Text(total.show(Language.AR), total.show(Language.EN))
