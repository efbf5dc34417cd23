"""The verdict on a receipt as HTML: one banner with a sign and words, then the facts that the code carries."""

from __future__ import annotations

from datetime import datetime
from html import escape

from portal.assembly import Portal
from portal.cases.service_names import service_name
from portal.cases.verify_receipt import Examined
from portal.web.page_frame import both, say, wording
from portal.web.spoken_time import spoken_time
from shubbak.domain.money import Money
from shubbak.domain.text import Language, Text, isolate

#: Sign and colour by the verdict's weight; the word beside them says the same.
_SIGNS = {"good": "✓", "found": "i", "wait": "…", "bad": "✕"}


def verdict_html(portal: Portal, examined: Examined) -> str:
    """Return the verdict's block; everything in it is escaped."""
    weight, key = _judgement(examined)
    title = say(f"verdict.{key}.title")
    line = say(f"verdict.{key}.line") if examined.problem is None else _reason(examined.problem.code)
    return (
        f'<section class="verdict {weight}"><div class="sign" aria-hidden="true">{_SIGNS[weight]}</div>'
        f"{both(title, 'h2')}{both(line)}</section>{_facts(portal, examined)}"
    )


def _judgement(examined: Examined) -> tuple[str, str]:
    """Return the weight and the wording's key."""
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
    if examined.standing is not None:
        at = datetime.fromisoformat(examined.standing.accepted_at)
        rows.append(("accepted", spoken_time(at, examined.country)))
    return "<dl>" + "".join(_row(key, value) for key, value in rows) + "</dl>" if rows else ""


def _row(key: str, value: Text) -> str:
    label = say(f"fact.{key}")
    english = "" if value.en == value.ar else f'<div class="en" lang="en" dir="ltr">{escape(value.en)}</div>'
    return (
        f'<div class="row"><dt>{escape(label.ar)} <span class="en" lang="en" dir="ltr">{escape(label.en)}</span></dt>'
        f"<dd><div>{escape(value.ar)}</div>{english}</dd></div>"
    )


def _same(text: str) -> Text:
    return Text(text, text)


def _money(total: Money) -> Text:
    return Text(total.show(Language.AR), total.show(Language.EN))
