"""A row of a table of services as a draft of a service file: sound as it stands, and it says what is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shubbak.domain.money import Money, parse_decimal
from shubbak.domain.text import Text, ascii_digits
from shubbak.forms.load_pages import COUNTRIES
from shubbak.forms.table_heads import CATEGORIES, CHANNELS, CLASSES, OUTPUTS, folded, meant

SERVICE_ID = re.compile(r"[a-z]{2}(\.[a-z][a-z0-9_]*){2,}")
#: Stands where the table says nothing, so that nobody takes it for a fact.
_UNSAID = Text("يُستكمل", "To be filled in")
#: What no table says.
_NEVER_SAID = (
    *("the questions of the form", "the legal basis and the conditions to apply", "the steps"),
    *("what happens next, and the notice on personal data", "keywords, icon and audience"),
)
_FREE = frozenset(
    map(folded, ("free", "no fee", "none", "0", "مجاني", "مجانا", "مجانًا", "بدون", "لا يوجد", "بدون رسوم"))
)
_AT_ONCE = frozenset(map(folded, ("immediate", "immediately", "instant", "at once", "فوري", "فورا", "فورًا")))
#: One figure and no more; a comma without a point may stand for either, so it is left to the author.
_AMOUNT = re.compile(r"[^\d.,%٪-]*(\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+)(?![.,])[^\d%٪]*")
_DURATION = re.compile(r"(\d{1,4})\s*(\D*)")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_SIGNS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
#: Working hours in what durations are counted in; a working day has eight.
_HOURS = {
    1: ("hour", "hours", "h", "ساعة", "ساعات"),
    8: ("", "day", "days", "working day", "working days", "يوم", "أيام", "يوم عمل", "أيام عمل"),
    40: ("week", "weeks", "أسبوع", "أسابيع"),
    0: ("minute", "minutes", "min", "دقيقة", "دقائق"),
}
_MOST_DOCUMENTS = 20


@dataclass(slots=True)
class Draft:
    """The text of a draft, and what its author still has to find out."""

    service_id: str
    missing: list[str] = field(default_factory=list)
    text: str = ""


def draft_of(row: Mapping[str, str], today: date) -> Draft:
    """Return the draft of a row whose id is sound. row: cells by the names in HEADS."""
    draft = Draft(row["id"])
    country = draft.service_id[:2].upper()
    currency = COUNTRIES[country]
    name = _both(draft, row, "name")
    service_class = _one(draft, row, "class", CLASSES, "procedural")
    amount = _fee(draft, row, currency)
    hours = _hours(draft, row)
    lines = [
        f"id: {draft.service_id}",
        "version: 1",
        f"country: {country}",
        f"currency: {currency}",
        f"name: {_text(name)}",
        f"summary: {_text(_both(draft, row, 'summary'))}",
        "icon: guide",
        f"keywords: {_text(name)}",
        f"category: {_one(draft, row, 'category', CATEGORIES, 'inquiries')}",
        "audience: [G2C]",
        f"class: {service_class}",
        f"channels: [{', '.join(_channels(draft, row))}]",
        f"owner: {_text(_both(draft, row, 'owner'))}",
        *_phone(draft, row),
        f"verified_on: {today.isoformat()}",
        *(f"{key}: {_text(_UNSAID)}" for key in ("next_step", "purpose")),
        *("legal_basis: []", "eligibility: []"),
        *_documents(draft, row),
        *_PAGES,
        *_fees(amount, today),
        f"duration: {{text: {_duration_text(row)}, hours: {hours}, verified: sample}}",
        *_output(draft, row, name),
        *_steps(hours),
    ]
    draft.missing += _NEVER_SAID
    comments = [f"# missing: {what}" for what in draft.missing]
    draft.text = "\n".join(["# Drafted from a table; every figure is a sample.", *comments, *lines]) + "\n"
    return draft


_PAGES = (
    "pages:",
    "  - id: applicant",
    '    title: {ar: "مقدّم الطلب", en: "Who applies"}',
    "    fields:",
    '      - {id: applicant_name, kind: full_name, label: {ar: "الاسم الكامل", en: "Full name"}}',
    '      - {id: applicant_phone, kind: phone, label: {ar: "رقم الهاتف", en: "Phone number"}, private: true}',
)


def _both(draft: Draft, row: Mapping[str, str], key: str) -> Text:
    ar, en = _clean(row.get(f"{key}_ar", "")), _clean(row.get(f"{key}_en", ""))
    if _ARABIC.search(en) and not ar:  # one column whose head was taken for the other language
        ar, en = en, ""
    if not _ARABIC.search(ar):
        draft.missing.append(f'"{key}" in Arabic')
        ar = _UNSAID.ar
    if not en:
        draft.missing.append(f'"{key}" in English')
    return Text(ar, en or _UNSAID.en)


def _one(draft: Draft, row: Mapping[str, str], key: str, known: Mapping[str, tuple[str, ...]], default: str) -> str:
    word = row.get(key, "")
    found = meant(word, known)
    if not found:
        told = f', the table says "{_clean(word)[:60]}"' if word else ""
        draft.missing.append(f'"{key}"{told}')
    return found or default


def _channels(draft: Draft, row: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for word in _items(row.get("channels", ""), r"[,;،؛/|\n]"):
        channel = meant(word, CHANNELS)
        if not channel:
            draft.missing.append(f'"channels", the table says "{word[:60]}"')
        elif channel not in found:
            found.append(channel)
    if not found:
        draft.missing.append('"channels"')
    return found or ["office"]


def _phone(draft: Draft, row: Mapping[str, str]) -> list[str]:
    phone = ascii_digits(row.get("phone", "")).strip()
    if re.fullmatch(r"[0-9-]{3,15}", phone):
        return [f'complaint_phone: "{phone}"']
    draft.missing.append('"complaint_phone"')
    return []


def _fee(draft: Draft, row: Mapping[str, str], currency: str) -> str:
    """Return the amount as the file writes it, or "" where there is none or the table does not say it plainly."""
    word = ascii_digits(row.get("fee", "")).strip()
    if folded(word) in _FREE:
        return ""
    match = _AMOUNT.fullmatch(word)
    try:
        money = parse_decimal(match.group(1), currency) if match else None
    except ValueError:
        money = None
    if money is None or not 0 < money.amount_minor <= 10**9:
        draft.missing.append(f'"fees", the table says "{_clean(word)[:60]}"' if word else '"fees"')
        return ""
    return Money(money.amount_minor, currency).decimal().replace(",", "")


def _fees(amount: str, today: date) -> list[str]:
    if not amount:
        return ["fees: []"]
    return [
        "fees:",
        f'  - {{code: fee, label: {{ar: "رسم الخدمة", en: "Service fee"}}, kind: fixed, amount: "{amount}", '
        "verified: sample}",
        "examples:",
        f'  - {{on: {today.isoformat()}, answers: {{}}, expect: {{fee: "{amount}"}}}}',
    ]


def _hours(draft: Draft, row: Mapping[str, str]) -> int:
    word = ascii_digits(row.get("duration", "")).strip()
    if folded(word) in _AT_ONCE:
        return 0
    match = _DURATION.fullmatch(word)
    unit = folded(match.group(2)) if match else ""
    factor = next((hours for hours, units in _HOURS.items() if unit in map(folded, units)), None)
    if match is None or factor is None:
        draft.missing.append(f'"duration", the table says "{_clean(word)[:60]}"' if word else '"duration"')
        return 8
    return int(match.group(1)) * factor if factor else 1


def _duration_text(row: Mapping[str, str]) -> str:
    word = _clean(row.get("duration", ""))
    return _text(Text(word if _ARABIC.search(word) else _UNSAID.ar, word if _latin(word) else _UNSAID.en))


def _documents(draft: Draft, row: Mapping[str, str]) -> list[str]:
    ar = _items(row.get("documents_ar", ""), r"[;؛|\n]")
    en = _items(row.get("documents_en", ""), r"[;؛|\n]")
    if any(_ARABIC.search(one) for one in en) and not ar:
        ar, en = en, []
    if not ar and not en:
        draft.missing.append('"documents"')
        return ["documents: []"]
    count = max(len(ar), len(en))
    if count > _MOST_DOCUMENTS or (ar and en and len(ar) != len(en)):
        draft.missing.append(f'"documents": the table has {len(ar)} in Arabic and {len(en)} in English')
    named = {"ar": ar, "en": en}
    lines = ["documents:"]
    for place in range(min(count, _MOST_DOCUMENTS)):
        cells = {f"document_{language}": "".join(names[place : place + 1]) for language, names in named.items()}
        name = _both(draft, cells, "document")
        lines.append(f"  - {{id: document_{place + 1}, name: {_text(name)}, verified: sample}}")
    return lines


def _output(draft: Draft, row: Mapping[str, str], name: Text) -> list[str]:
    kind = _one(draft, row, "output", OUTPUTS, "information")
    said = f"kind: {kind}, name: {_text(name)}, validity: {_text(_UNSAID)}, verified: sample"
    return [f"output: {{{said}}}"]


def _steps(hours: int) -> list[str]:
    return [
        "procedure:",
        "  version: 1",
        "  steps:",
        '    - {id: intake, kind: intake, title: {ar: "استلام الطلب", en: "Application received"}, role: system}',
        f'    - {{id: review, kind: review, title: {{ar: "دراسة الطلب", en: "Review"}}, role: clerk, hours: {hours}}}',
        '    - {id: issue, kind: issue, title: {ar: "إصدار النتيجة", en: "Issue the result"}, role: system}',
    ]


def _items(cell: str, between: str) -> list[str]:
    return [item for item in (_clean(part).strip("-•* ") for part in re.split(between, cell)) if item]


def _text(text: Text) -> str:
    """Return both languages as YAML: a JSON text is one, and no sign in it can end it."""
    return f"{{ar: {json.dumps(text.ar, ensure_ascii=False)}, en: {json.dumps(text.en, ensure_ascii=False)}}}"


def _clean(word: str) -> str:
    return " ".join(_SIGNS.sub(" ", word).split())


def _latin(word: str) -> bool:
    return bool(re.search("[A-Za-z]", word))
