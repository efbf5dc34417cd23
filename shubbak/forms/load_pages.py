"""Read the pages of a service file: questions, their options and settings, and the checks between answers."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.money import EXPONENTS, Money
from shubbak.fields import kinds
from shubbak.fields.group import COLUMNS
from shubbak.fields.kind import Kind, LimitedKind, RuleType, whole_rule, word_rule
from shubbak.fields.licence_lookup import FILLED
from shubbak.fields.multi_choice import MOST_CHOICES
from shubbak.forms.load_conditions import RESERVED, TODAY, ConditionReader
from shubbak.forms.service import Check, Condition, Field, Option, Page
from shubbak.forms.source import Section, near, not_one_of

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

#: Questions of a page, and columns of a row.
MOST_FIELDS = 8
#: Options of a question that is answered by choosing.
FEWEST_OPTIONS = 2
#: Computed values may use each other; so many are enough, and bound the work that a hostile file can ask for.
_MOST_COMPUTED = 30
#: Nothing that a document says in one line is an answer to these.
_NEVER_PREFILLED = ("address", "parcel", "photo", "document", "signature", "group", "computed", "note", "map_point")
FIELD_KEYS = """id kind label hint required require_if show_if options rules prefill private fields row value
    fills""".split()  # noqa: SIM905 - words, not code
COLUMN_KEYS = ("id", "kind", "label", "hint", "required", "options", "rules", "private")
#: Settings that stand beside `kind`, not under `rules`, by what one might think.
_BESIDE = ("fills", "value", "fields", "row", "options")


def read_pages(service: Section, country: str, currency: str, reader: ConditionReader) -> tuple[Page, ...]:
    """Return the pages; every question asked is made known to the conditions that follow."""
    needs = frozenset(need.peek("id") for need in service.quiet("documents"))
    reading = PageReader(country, currency, reader, needs)
    pages = service.each("pages", "a page", reading.page, least=1)
    reading.check_fills({field.id: field.kind for page in pages for field in page.fields})
    return pages


class PageReader:
    """Reads pages in the order of the file; ids of pages, and those of questions, are unique in the whole service."""

    def __init__(self, country: str, currency: str, reader: ConditionReader, needs: frozenset[str]) -> None:
        self._country = country
        self._currency = currency
        self._reader = reader
        self._needs = needs
        self._page_ids: dict[str, int] = {}
        self._field_ids: dict[str, int] = {}
        self._computed = 0
        self._fills: list[Section] = []

    def page(self, section: Section) -> Page:
        section.only("id", "title", "help", "show_if", "fields", "checks")
        show_if = self._reader.condition(section, "show_if")
        fields = section.each("fields", "a question", lambda part: self._field(part, show_if), least=1)
        if len(fields) > MOST_FIELDS:
            section.complain(f"a page has at most {MOST_FIELDS} questions, this one has {len(fields)}", "fields")
        here = {question.id for question in fields}
        return Page(
            id=section.id(seen=self._page_ids),
            title=section.both("title"),
            fields=fields,
            help=section.maybe_both("help"),
            show_if=show_if,
            checks=section.each("checks", "a check", lambda part: _check(part, here, self._reader)),
        )

    def check_fills(self, asked: Mapping[str, str]) -> None:
        """Complain about questions that no record fills. asked: every question's kind; look-ups fill later ones too."""
        known = [name for name, kind in asked.items() if kind in FILLED]
        for fills in self._fills:
            for name in fills.keys():  # noqa: SIM118 - a Section is no mapping
                kind = asked.get(name)
                if kind is None:
                    fills.complain(f'"fills" names "{name}", which is no question{near(name, known)}', name)
                elif kind and kind not in FILLED:
                    fills.complain(
                        f'"fills" names "{name}", of kind "{kind}", which no record can answer: '
                        f"it fills {', '.join(FILLED)}{near(name, known)}",
                        name,
                    )

    def _field(self, section: Section, page_shown: Condition | None) -> Field:
        section.only(*FIELD_KEYS)
        kind = _kind(section)
        required = section.flag("required", kind is None or kind.asks) and (kind is None or kind.asks)
        field = Field(
            id=self._field_id(section),
            kind=kind.name if kind else "",
            label=section.both("label"),
            hint=section.maybe_both("hint"),
            required=required,
            show_if=self._reader.condition(section, "show_if"),
            options=_options(section, kind, self._reader),
            rules=_rules(section, kind, self._country, self._currency) if kind is not None else {},
            prefill=_prefill(section),
            private=section.flag("private", False),
            require_if=self._reader.condition(section, "require_if"),
            fields=self._columns(section, kind),
            row=section.maybe_both("row"),
            value=self._reader.amount(section, "value"),
            fills=self._filled(section, kind),
        )
        self._check_keys(section, field)
        self._reader.ask(field, tuple(one for one in (page_shown, field.show_if) if one is not None))
        return field

    def _field_id(self, section: Section) -> str:
        field_id = section.id(seen=self._field_ids)
        if self._reader.taken(field_id):
            section.complain(f'a question cannot be called "{field_id}": conditions use that name', "id")
        return field_id

    def _columns(self, section: Section, kind: Kind | None) -> tuple[Field, ...]:
        if kind is None or kind.name != "group":
            return ()
        seen: dict[str, int] = {}
        columns = section.each("fields", "a column", lambda part: self._column(part, seen), least=1)
        if len(columns) > MOST_FIELDS:
            section.complain(f"a row has at most {MOST_FIELDS} columns, this one has {len(columns)}", "fields")
        return columns

    def _column(self, section: Section, seen: dict[str, int]) -> Field:
        section.only(*COLUMN_KEYS)
        kind = _kind(section, COLUMNS)
        column_id = section.id(seen=seen)
        if column_id in RESERVED:
            section.complain(f'a column cannot be called "{column_id}": conditions use that name', "id")
        return Field(
            id=column_id,
            kind=kind.name if kind else "",
            label=section.both("label"),
            hint=section.maybe_both("hint"),
            required=section.flag("required", True),
            options=_options(section, kind, None),
            rules=_rules(section, kind, self._country, self._currency) if kind is not None else {},
            private=section.flag("private", False),
        )

    def _filled(self, section: Section, kind: Kind | None) -> dict[str, str]:
        """Return what a look-up fills: the part of the record by question."""
        if kind is None or kind.name != "licence_lookup" or not section.has("fills"):
            return {}
        part = section.section("fills", '"fills"')
        if part is None:
            return {}
        self._fills.append(part)
        return {name: part.word(name) for name in part.keys()}  # noqa: SIM118 - a Section is no mapping

    def _check_keys(self, section: Section, field: Field) -> None:
        """Complain about what a kind of question needs, and what stands at one that has no use for it."""
        if section.has("require_if") and field.required:
            section.complain('"require_if" stands with "required: false"', "require_if")
        for key, kind in (("fields", "group"), ("row", "group"), ("value", "computed"), ("fills", "licence_lookup")):
            if section.has(key) and field.kind not in ("", kind):
                section.complain(f'a question of kind "{field.kind}" has no "{key}"', key)
        if field.kind == "group":
            section.both("row")
        if field.options and whole_rule(field, "min", 0) > len(field.options) and field.kind == "multi_choice":
            section.complain(f'"min" asks for more than the {len(field.options)} options that there are', "rules")
        if field.kind == "computed":
            section.word("value")
            self._computed += 1
            if self._computed == _MOST_COMPUTED + 1:
                section.complain(f"a service has at most {_MOST_COMPUTED} computed values", "kind")
        if field.prefill and field.kind in _NEVER_PREFILLED:
            section.complain(f'an identity document cannot fill a question of kind "{field.kind}"', "prefill")
        if field.kind in ("register_choice", "licence_lookup") and not word_rule(field, "register"):
            section.complain(f'a question of kind "{field.kind}" needs "register", the list to look in', "rules")
        need = word_rule(field, "of")
        if need and need not in self._needs:
            section.complain(
                f'"of" names "{need}", which is no document of this service{near(need, self._needs)}', "rules"
            )


def _kind(section: Section, allowed: tuple[str, ...] = ()) -> Kind | None:
    name = section.word("kind")
    if name and name not in kinds():
        section.complain(f'"{name}" is no kind of question{near(name, kinds())}', "kind")
    elif name and allowed and name not in allowed:
        section.complain(f'a column cannot be of kind "{name}", only {", ".join(allowed)}{near(name, allowed)}', "kind")
        return None
    return kinds().get(name)


def _check(section: Section, here: set[str], reader: ConditionReader) -> Check:
    section.only("condition", "message", "field")
    section.word("condition")
    field = section.word("field")
    if field and field not in here:
        section.complain(f'the check names "{field}", which is no question of this page{near(field, here)}', "field")
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
        section.complain(not_one_of(source, PREFILLS), "prefill")
    return source


def _options(section: Section, kind: Kind | None, reader: ConditionReader | None) -> tuple[Option, ...]:
    chosen = kind is not None and kind.name in ("choice", "multi_choice")
    if not chosen:
        if kind is not None and section.has("options"):
            section.complain(f'a question of kind "{kind.name}" has no options', "options")
        return ()
    seen: dict[str, int] = {}
    options = section.each("options", "an option", lambda part: _option(part, seen, reader), least=FEWEST_OPTIONS)
    if kind is not None and kind.name == "multi_choice" and len(options) > MOST_CHOICES:
        section.complain(f"several of at most {MOST_CHOICES} options may be chosen, not of {len(options)}", "options")
    return options


def _option(section: Section, seen: dict[str, int], reader: ConditionReader | None) -> Option:
    section.only("id", "label", "hint", "icon", *(("offer_if",) if reader else ()))
    return Option(
        id=section.id(seen=seen),
        label=section.both("label"),
        hint=section.maybe_both("hint"),
        icon=section.word("icon", ""),
        offer_if=reader.condition(section, "offer_if") if reader else None,
    )


def _rules(section: Section, kind: Kind, country: str, currency: str) -> dict[str, object]:
    rules: dict[str, object] = {}
    for name, rule_type in kind.rules.items():
        if rule_type == "country":
            rules[name] = country
        elif rule_type == "currency":
            rules[name] = currency
    if kind.name == "date":
        rules["hijri"] = country == "SA"  # the official calendar there
    part = section.section("rules", "rules") if section.has("rules") else None
    if part is None:
        return rules
    for name in _BESIDE:
        if part.has(name):
            part.complain(f'"{name}" stands beside "kind", not under "rules"', name)
    part.only(*kind.rules, *_BESIDE)
    for name in part.keys():  # noqa: SIM118 - a Section is no mapping
        rule_type_given = kind.rules.get(name)
        if rule_type_given is not None:
            # What was complained about does not take the place of what goes without saying: parts follow a country.
            given = _rule(part, name, rule_type_given, currency)
            rules[name] = rules.get(name, given) if given == "" else given
    _check_limits(part, kind, rules, currency)
    if rules.get("show_as", "number") not in ("number", "money"):
        part.complain('"show_as" is number or money', "show_as")
    return rules


def _check_limits(part: Section, kind: Kind, rules: Mapping[str, object], currency: str) -> None:
    """Complain about settings that nobody could fulfil, alone or beside what goes without saying."""
    limits = kind.limits if isinstance(kind, LimitedKind) else {}
    told = {name: said for name in limits if (said := _told(part, name, rules)) is not None}
    beyond = {name: said for name, said in told.items() if not _rises(limits[name].low, said, limits[name].high)}
    for name, said in beyond.items():
        low, high, figure = (_figure(one, kind, currency) for one in (limits[name].low, limits[name].high, said))
        advice = f"{low} or more" if _rises(said, limits[name].low) else f"{high} or less"
        part.complain(f'"{name}" of kind "{kind.name}" cannot be {figure}: write {advice}', name)
    for least, most in (("min", "max"), ("min_length", "max_length")):
        if beyond or not {least, most} <= limits.keys():
            continue
        if _rises(*(told.get(name, limits[name].usual) for name in (least, most))):
            continue
        if least in told and most in told:
            part.complain(f'"{most}" lies below "{least}"', most)
        else:
            given, other = (least, most) if least in told else (most, least)
            usual = _figure(limits[other].usual, kind, currency)
            part.complain(f'"{other}" is {usual} where it is not written: write "{other}" beside "{given}"', given)


def _told(part: Section, name: str, rules: Mapping[str, object]) -> int | str | None:
    """Return a setting as the file tells it; None for one that was complained about, which reads as nothing."""
    said = rules.get(name) if part.has(name) else None
    blank = said == "" or (said == 0 and part.peek(name).strip("-0., ") != "")
    return said if isinstance(said, int | str) and not blank else None


def _rises(*values: int | str) -> bool:
    return list(values) == sorted(values)


def _figure(value: int | str, kind: Kind, currency: str) -> str:
    money = kind.name == "money" and isinstance(value, int) and currency in EXPONENTS
    return Money(int(value), currency).decimal() if money else str(value)


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
        part.complain(not_one_of(word, known), name)
        return ""
    return word
