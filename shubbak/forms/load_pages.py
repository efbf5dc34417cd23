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
    return service.each("pages", "a page", lambda section: _page(section, country, currency, reader), least=1)


def _page(section: Section, country: str, currency: str, reader: ConditionReader) -> Page:
    section.only("id", "title", "help", "show_if", "fields", "checks")
    show_if = reader.condition(section, "show_if")
    fields = section.each("fields", "a question", lambda part: _field(part, country, currency, reader), least=1)
    if len(fields) > _MOST_FIELDS:
        section.complain(f"a page has at most {_MOST_FIELDS} questions, this one has {len(fields)}", "fields")
    here = {question.id for question in fields}
    return Page(
        id=section.id(),
        title=section.both("title"),
        fields=fields,
        help=section.maybe_both("help"),
        show_if=show_if,
        checks=section.each("checks", "a check", lambda part: _check(part, here, reader)),
    )


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


def _field(section: Section, country: str, currency: str, reader: ConditionReader) -> Field:
    section.only("id", "kind", "label", "hint", "required", "show_if", "options", "rules", "prefill", "private")
    field_id, kind_name, show_if = section.id(), section.word("kind"), reader.condition(section, "show_if")
    if field_id in RESERVED or field_id.startswith("fee_"):
        section.complain(f'a question cannot be called "{field_id}": conditions use that name', "id")
    kind = kinds().get(kind_name)
    if kind is None:
        section.complain(f'"{kind_name}" is no kind of question: {", ".join(sorted(kinds()))}', "kind")
    options = _options(section, kind)
    if kind is not None:
        reader.ask(field_id, kind.fact_type, frozenset(option.id for option in options))
    return Field(
        id=field_id,
        kind=kind_name,
        label=section.both("label"),
        hint=section.maybe_both("hint"),
        required=section.flag("required", True),
        show_if=show_if,
        options=options,
        rules=_rules(section, kind, country, currency) if kind is not None else {},
        prefill=_prefill(section),
        private=section.flag("private", False),
    )


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
    options = section.each("options", "an option", _option, least=2)
    twice(section, "options", "option", [option.id for option in options])
    return options


def _option(section: Section) -> Option:
    section.only("id", "label", "hint", "icon")
    return Option(section.id(), section.both("label"), section.maybe_both("hint"), section.word("icon", ""))


def twice(section: Section, key: str, name: str, ids: list[str]) -> None:
    """Complain about every id that stands more than once."""
    for word in dict.fromkeys(ids):
        if word and ids.count(word) > 1:
            section.complain(f'the {name} "{word}" stands twice', key)


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
