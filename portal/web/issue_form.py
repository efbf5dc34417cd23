"""The form on which an official writes what stands on an output: read from what was sent, and drawn again with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape

from portal.cases.issue_desk import IssueDesk
from portal.cases.issue_output import IssueWish
from portal.web.issue_words import html, written
from portal.web.staff_frame import Voice
from shubbak.domain.text import Text, isolate_name

#: A form of twelve conditions in both languages, as browsers write Arabic: six signs a letter.
MOST_FORM_BYTES, MOST_FORM_FIELDS = 96_000, 64
_FACT = "fact."
_TEXTS = ("holder_ar", "holder_en", "holder_number", "subject_ar", "subject_en", "valid_to")
_LINES = ("conditions_ar", "conditions_en")
_NUMBER, _DAY = 'dir="ltr" maxlength="40"', 'type="date"'


def first_values(desk: IssueDesk) -> dict[str, str]:
    """Return what the form holds before anything was written: what the application and the catalogue say."""
    latin = desk.holder.isascii()  # the zone of a passport knows no other; who typed a name wrote Arabic
    return {
        "holder_ar": "" if latin else desk.holder,
        "holder_en": desk.holder if latin else "",
        "holder_number": desk.holder_number,
        "valid_to": desk.ends.isoformat() if desk.ends else "",
    }


def read_wish(desk: IssueDesk, untrusted: Mapping[str, str]) -> tuple[IssueWish, tuple[str, ...]]:
    """Return what was written, and which of it cannot even be read: valid_to, conditions."""
    wrong = []
    texts = {name: " ".join(untrusted.get(name, "").split()) for name in _TEXTS}
    try:
        valid_to = date.fromisoformat(texts["valid_to"]) if texts["valid_to"] else None
    except ValueError:
        valid_to = None
        wrong.append("valid_to")
    arabic, english = ([line for line in map(_plain, untrusted.get(name, "").splitlines()) if line] for name in _LINES)
    if len(arabic) != len(english):
        wrong.append("conditions")
    wish = IssueWish(
        valid_to=valid_to,
        holder=Text(texts["holder_ar"], texts["holder_en"]),
        holder_number=texts["holder_number"],
        subject=Text(texts["subject_ar"], texts["subject_en"]),
        facts=tuple(name for name in desk.facts if untrusted.get(_FACT + name)),
        conditions=tuple(Text(*both) for both in zip(arabic, english, strict=False)),
    )
    return wish, tuple(wrong)


def kept_fields(untrusted: Mapping[str, str]) -> str:
    """Return what was written as hidden fields, for the page that asks once more."""
    names = [name for name in untrusted if name in (*_TEXTS, *_LINES) or name.startswith(_FACT)]
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(untrusted[name])}">' for name in sorted(names)
    )


def form_html(voice: Voice, desk: IssueDesk, values: Mapping[str, str], wrong: tuple[str, ...]) -> str:
    """Return the fields with what was written, and what is wrong beside each."""
    validity = isolate_name(desk.service.output.validity.say(voice.language))
    pairs = [("holder", True), ("subject", True), ("conditions", False)]
    holder, subject, conditions = (_pair(voice, name, values, wrong, line=line) for name, line in pairs)
    hint = f'<p class="muted">{html(voice, "form.subject_hint")}</p>'
    end_hint = f'<p class="muted">{html(voice, "form.valid_to_hint", validity=validity)}</p>'
    return (
        f"{holder}{_field(voice, 'holder_number', values, wrong, _NUMBER)}"
        f"{subject}{hint}{_field(voice, 'valid_to', values, wrong, _DAY)}{end_hint}"
        f"{_problem(voice, 'sheet', wrong)}{_facts(voice, desk, values, wrong)}{conditions}"
    )


def _pair(voice: Voice, name: str, values: Mapping[str, str], wrong: tuple[str, ...], *, line: bool) -> str:
    """Return one thing in both languages, side by side, each written in its own direction."""
    fields = []
    for language, direction in (("ar", "rtl"), ("en", "ltr")):
        ident = f"{name}_{language}"
        kind = f'id="{ident}" name="{ident}" lang="{language}" dir="{direction}"'
        value = escape(values.get(ident, ""))
        field = (
            f'<input {kind} required maxlength="120" autocomplete="off" value="{value}">'
            if line
            else f'<textarea {kind} rows="4">{value}</textarea>'
        )
        fields.append(f'<div><label for="{ident}">{html(voice, f"form.{ident}")}</label>{field}</div>')
    return f'{_problem(voice, name, wrong)}<div class="pair">{"".join(fields)}</div>'


def _field(voice: Voice, name: str, values: Mapping[str, str], wrong: tuple[str, ...], how: str) -> str:
    return (
        f'{_problem(voice, name, wrong)}<label for="{name}">{html(voice, f"form.{name}")}</label>'
        f'<input id="{name}" name="{name}" {how} autocomplete="off" value="{escape(values.get(name, ""))}">'
    )


def _facts(voice: Voice, desk: IssueDesk, values: Mapping[str, str], wrong: tuple[str, ...]) -> str:
    if not desk.facts:
        return f'<p class="muted">{html(voice, "form.no_facts")}</p>'
    lines = []
    for name, fact in desk.facts.items():
        checked = " checked" if values.get(_FACT + name) else ""
        label, value = (written(voice, text.say(voice.language)) for text in (fact.label, fact.value))
        colon = "" if label.endswith(("?", "؟")) else ":"
        lines.append(
            f'<label class="tick"><input type="checkbox" name="{_FACT}{escape(name)}" value="1"{checked}>'
            f"<span>{label}{colon} <bdi><b>{value}</b></bdi></span></label>"
        )
    legend = f"<legend>{html(voice, 'form.facts')}</legend>"
    return f"{_problem(voice, 'facts', wrong)}<fieldset>{legend}{''.join(lines)}</fieldset>"


def _problem(voice: Voice, name: str, wrong: tuple[str, ...]) -> str:
    return f'<p class="problem" role="alert">{html(voice, f"wrong.{name}")}</p>' if name in wrong else ""


def _plain(line: str) -> str:
    return " ".join(line.split())
