"""Read the pages of a service file: questions, their options and settings, and the checks between answers."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.money import EXPONENTS
from shubbak.fields import kinds
from shubbak.fields.kind import Kind, RuleType
from shubbak.forms.load_conditions import RESERVED, TODAY, ConditionReader
from shubbak.forms.service import Check, Field, Option, Page
from shubbak.forms.source import Section

COUNTRIES = {"JO": "JOD", "OM": "OMR", "KW": "KWD", "SA": "SAR"}

PREFILLS = tuple(
    f"identity.{part}"
    for part in (
        "number",
        "national_number",
        "full_name",
        "surname",
        "given_names",
        "nationality",
        "birth_date",
        "expiry",
    )
)

_MOST_FIELDS = 8


def read_pages(service: Section, country: str, currency: str, reader: ConditionReader) -> tuple[Page, ...]:
    """Return the pages; every question asked is made known to the conditions that follow."""
    pages = PageReader(country, currency, reader)
    return service.each("pages", "a page", pages.page, least=1)


class PageReader:
    """Reads pages in the order of the file; ids of pages, and those of questions, are unique in the whole service."""

    def __init__(self, country: str, currency: str, reader: ConditionReader) -> None:
        self._country = country
        self._currency = currency
        self._reader = reader
        self._page_ids: dict[str, int] = {}
        self._field_ids: dict[str, int] = {}

    def page(self, section: Section) -> Page:
        section.only("id", "title", "help", "show_if", "fields", "checks")
        show_if = self._reader.condition(section, "show_if")
        fields = section.each("fields", "a question", self._field, least=1)
        if len(fields) > _MOST_FIELDS:
            section.complain(f"a page has at most {_MOST_FIELDS} questions, this one has {len(fields)}", "fields")
        here = {question.id for question in fields}
        return Page(
            id=section.id(seen=self._page_ids),
            title=section.both("title"),
            fields=fields,
            help=section.maybe_both("help"),
            show_if=show_if,
            checks=section.each("checks", "a check", lambda part: _check(part, here, self._reader)),
        )

    def _field(self, section: Section) -> Field:
        section.only("id", "kind", "label", "hint", "required", "show_if", "options", "rules", "prefill", "private")
        show_if = self._reader.condition(section, "show_if")
        field_id = section.id(seen=self._field_ids)
        if field_id in RESERVED or field_id.startswith("fee_"):
            section.complain(f'a question cannot be called "{field_id}": conditions use that name', "id")
        kind = _kind(section)
        options = _options(section, kind)
        if kind is not None:
            self._reader.ask(field_id, kind.fact_type, frozenset(option.id for option in options))
        return Field(
            id=field_id,
            kind=kind.name if kind else "",
            label=section.both("label"),
            hint=section.maybe_both("hint"),
            required=section.flag("required", True),
            show_if=show_if,
            options=options,
            rules=_rules(section, kind, self._country, self._currency) if kind is not None else {},
            prefill=_prefill(section),
            private=section.flag("private", False),
        )


def _kind(section: Section) -> Kind | None:
    name = section.word("kind")
    if name and name not in kinds():
        section.complain(f'"{name}" is no kind of question: {", ".join(sorted(kinds()))}', "kind")
    return kinds().get(name)


def _check(section: Section, here: set[str], reader: ConditionReader) -> Check:
    section.only("condition", "message", "field")
    section.word("condition")
    field = section.word("field")
    if field and field not in here:
        section.complain(f'the check names "{field}", which is no question of this page', "field")
    condition = reader.condition(section, "condition", TODAY)
    return Check(condition or _Never(), section.both("message"), field)


class _Never:
    """Stands for a condition that was complained about; it never leaves the loader."""

    source = "false"

    def holds(self, facts: Mapping[str, object]) -> bool:
        return False


def _prefill(section: Section) -> str:
    source = section.word("prefill", "")
    if source and source not in PREFILLS:
        section.complain(f'"{source}" is not one of {", ".join(PREFILLS)}', "prefill")
    return source


def _options(section: Section, kind: Kind | None) -> tuple[Option, ...]:
    chosen = kind is not None and kind.name in ("choice", "multi_choice")
    if not chosen:
        if kind is not None and section.has("options"):
            section.complain(f'a question of kind "{kind.name}" has no options', "options")
        return ()
    seen: dict[str, int] = {}
    return section.each("options", "an option", lambda part: _option(part, seen), least=2)


def _option(section: Section, seen: dict[str, int]) -> Option:
    section.only("id", "label", "hint", "icon")
    return Option(section.id(seen=seen), section.both("label"), section.maybe_both("hint"), section.word("icon", ""))


def _rules(section: Section, kind: Kind, country: str, currency: str) -> dict[str, object]:
    rules: dict[str, object] = {}
    for name, rule_type in kind.rules.items():
        if rule_type == "country":
            rules[name] = country
        elif rule_type == "currency":
            rules[name] = currency
    part = section.section("rules", "rules") if section.has("rules") else None
    if part is None:
        return rules
    part.only(*kind.rules)
    for name in part.keys():  # noqa: SIM118 - a Section is no mapping
        rule_type_given = kind.rules.get(name)
        if rule_type_given is not None:
            rules[name] = _rule(part, name, rule_type_given, currency)
    return rules


def _rule(part: Section, name: str, rule_type: RuleType, currency: str) -> object:
    if rule_type == "whole":
        return part.whole(name)
    if rule_type == "flag":
        return part.flag(name, False)
    if rule_type == "date":
        day = part.day(name)
        return day.isoformat() if day else ""
    if rule_type == "amount":
        return part.amount(name, currency)
    if rule_type == "both":
        return part.both(name)
    word = part.word(name)
    known = {"country": tuple(COUNTRIES), "currency": tuple(EXPONENTS)}.get(rule_type)
    if known and word and word not in known:
        part.complain(f'"{word}" is not one of {", ".join(known)}', name)
    return word
