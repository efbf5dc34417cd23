"""The JSON Schema (2020-12) of service files and files of pieces, made from the tables that the loaders read by."""

from __future__ import annotations

from typing import Any, TypeAlias

from shubbak.domain.fees import FeeKind, Payee
from shubbak.domain.money import EXPONENTS
from shubbak.domain.payment import PaymentMethod
from shubbak.fields import kinds
from shubbak.fields.group import COLUMNS
from shubbak.fields.multi_choice import MOST_CHOICES
from shubbak.forms import load, load_fees, load_pages, load_procedure
from shubbak.forms.card import CATEGORIES, LIFE_EVENTS
from shubbak.forms.load_figures import FIGURES
from shubbak.forms.procedure import ROLES, Pause, StepKind, VariantKind
from shubbak.forms.schema_limits import PERCENT, SHARE, WHOLE, bounded, counted, several
from shubbak.forms.schema_words import said
from shubbak.forms.service import DOCUMENT_KINDS, MOST_PAGES, ROUNDINGS, ServiceClass, Verified

Schema: TypeAlias = dict[str, Any]

_ID = "^[a-z][a-z0-9_]*$"
_MONEY = r"^[0-9][0-9,]*(\.[0-9]{1,3})?$"
_PIECE = r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"
_FLAG: Schema = {"type": "boolean"}
_WORD: Schema = {"type": "string", "minLength": 1}
_TEXT: Schema = {"$ref": "#/$defs/text"}
#: An expression may be a bare `true`, which YAML reads as no text.
_EXPRESSION: Schema = {"type": ["string", "boolean", "integer"]}
_NAME: Schema = {"type": "string", "pattern": _ID}
_NAMES: Schema = {"type": "array", "items": {"type": "string"}, "minItems": 1}
_AMOUNT: Schema = {"type": "string", "pattern": _MONEY}
#: What an example expects may be a discount.
_EXPECTED: Schema = {"type": "string", "pattern": "^-?" + _MONEY[1:]}
_DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_RULES: dict[str, Schema] = {
    "whole": WHOLE,
    "flag": _FLAG,
    "word": {"type": ["string", "integer"]},
    "date": _DAY,
    "amount": _AMOUNT,
    "both": _TEXT,
    "country": {"enum": list(load_pages.COUNTRIES)},
    "currency": {"enum": list(EXPONENTS)},
}


def service_schema() -> Schema:
    """Return the schema of a service file or, where its root has `pieces`, of a file of pieces."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A municipal service, or shared pieces of services",
        "type": "object",
        "if": {"required": ["pieces"]},
        "then": {"$ref": "#/$defs/pieces"},
        "else": {"$ref": "#/$defs/service"},
        "$defs": _definitions(),
    }


def _definitions() -> dict[str, Schema]:
    found: dict[str, Schema] = {
        "text": {**_thing("", {"ar": _arabic(), "en": _WORD}, ("ar", "en")), "description": "Words in both languages."},
        "service": _service(),
        "page": _page(),
        "field": _field(),
        "column": _column(),
        "option": _option(),
        "document": _document(),
        "fee": _fee(),
        "example": _example(),
        "procedure": _procedure(),
        "step": _step(),
    }
    for name, key, words in (
        ("legal_basis", "title", "a legal basis"),
        ("eligibility", "text", "a condition to apply"),
    ):
        keys: dict[str, Schema] = {key: _TEXT, "verified": _enum(Verified)}
        more = {"valid_from": _DAY, "valid_to": _DAY} if key == "title" else {"condition": _EXPRESSION}
        found[name] = _thing(words, {**keys, **more}, (key, "verified"))
    found |= {"duration": _duration(), "output": _output(), "check": _check(), "outcome": _outcome()}
    parts = {f"{name}_part": _part(one) for name, one in found.items() if "anyOf" in one}
    wholes = {name: _whole(name, one) if "anyOf" in one else one for name, one in found.items()}
    return {**wholes, **parts, "pieces": _closed({"pieces": _pieces(tuple(found), tuple(parts))})}


def _pieces(wholes: tuple[str, ...], parts: tuple[str, ...]) -> Schema:
    """Return the schema of pieces by name: any thing of a service, of which the file that uses it may say the rest."""
    things = [_ref(name) for name in (*(name for name in wholes if f"{name}_part" not in parts), *parts)]
    lists: list[Schema] = [{"type": "array", "items": _ref(name)} for name in wholes]
    rules = _closed({name: _RULES[rule] for kind in kinds().values() for name, rule in kind.rules.items()})
    found: Schema = {"anyOf": [*things, *lists, rules, _variants(), _answers()]}
    return {"type": "object", "propertyNames": {"pattern": _ID}, "additionalProperties": found}


def _answers() -> Schema:
    """Return the schema of answers that examples share; no key of another thing stands among them.

    Otherwise a mistake in a page or a fee line would pass for an answer.
    """
    others = ["id", "kind", "code", "label", "title", "text", "verified", "fields", "steps", "country", "condition"]
    word: Schema = {"type": "string"}
    row: Schema = {"type": "object", "additionalProperties": word}
    answer: Schema = {"anyOf": [word, row, {"type": "array", "items": {"anyOf": [word, row]}}]}
    return {
        "type": "object",
        "propertyNames": {"pattern": _ID, "not": {"enum": others}},
        "additionalProperties": answer,
    }


def _whole(name: str, one: Schema) -> Schema:
    return {**_ref(f"{name}_part"), "anyOf": one["anyOf"]}


def _part(whole: Schema) -> Schema:
    """Return the schema without what must be there."""
    return {key: one for key, one in whole.items() if key != "anyOf"}


def _service() -> Schema:
    keys: dict[str, Schema] = {
        "id": {"type": "string", "pattern": r"^[a-z]{2}(\.[a-z][a-z0-9_]*)+$"},
        "version": counted(1),
        "country": {"enum": list(load_pages.COUNTRIES)},
        "currency": {"enum": list(EXPONENTS)},
        "icon": {"enum": list(load.ICONS)},
        "category": {"enum": list(CATEGORIES)},
        "class": _enum(ServiceClass),
        "audience": _some(load.AUDIENCES),
        "channels": _some(load_procedure.CHANNELS),
        "life_events": _some(LIFE_EVENTS),
        "identify": _FLAG,
        "signature": _FLAG,
        "complaint_phone": {"type": "string", "pattern": "^[0-9-]{3,15}$"},
        "verified_on": _DAY,
        "sources": _NAMES,
        "related": _NAMES,
        "duration": _ref("duration"),
        "output": _ref("output"),
        "procedure": _ref("procedure"),
    }
    keys |= dict.fromkeys(("name", "summary", "keywords", "owner", "next_step", "purpose"), _TEXT)
    for name, one in (("legal_basis", "legal_basis"), ("eligibility", "eligibility"), ("documents", "document")):
        keys[name] = _list(one)
    keys |= {"pages": _list("page", 1), "fees": _list("fee"), "examples": _list("example")}
    optional = {"identify", "signature", "complaint_phone", "verified_on", "sources", "related", "life_events"}
    optional |= {"examples", "legal_basis", "eligibility", "documents", "fees"}
    return _thing(
        "the service", {key: keys[key] for key in load.KEYS}, tuple(k for k in load.KEYS if k not in optional)
    )


def _page() -> Schema:
    keys = {
        "id": _NAME,
        "title": _TEXT,
        "help": _TEXT,
        "show_if": _EXPRESSION,
        "fields": several(_ref("field"), 1, load_pages.MOST_FIELDS),
    }
    return _thing("a page", {**keys, "checks": _list("check")}, ("id", "title", "fields"))


def _check() -> Schema:
    keys: dict[str, Schema] = {"condition": _EXPRESSION, "message": _TEXT, "field": _NAME}
    return _thing("a check", keys, ("condition", "message", "field"))


def _question_keys() -> dict[str, Schema]:
    return {
        "id": _NAME,
        "kind": {"enum": list(kinds())},
        "label": _TEXT,
        "hint": _TEXT,
        "required": _FLAG,
        "require_if": _EXPRESSION,
        "show_if": _EXPRESSION,
        "options": several(_ref("option"), load_pages.FEWEST_OPTIONS),
        "rules": {"type": "object"},
        "prefill": {"enum": list(load_pages.PREFILLS)},
        "private": _FLAG,
        "fields": several(_ref("column"), 1, load_pages.MOST_FIELDS),
        "row": _TEXT,
        "value": _EXPRESSION,
        "fills": {"type": "object", "additionalProperties": {"type": "string"}},
    }


def _field() -> Schema:
    keys = {key: one for key, one in _question_keys().items() if key in load_pages.FIELD_KEYS}
    needs: dict[str, tuple[str, ...]] = {"group": ("fields", "row"), "computed": ("value",)}
    needs |= {"choice": ("options",), "multi_choice": ("options",)}
    found = _thing("a question", keys, ("id", "kind", "label"))
    return found | {"allOf": [_rules_of(name, needs.get(name, ())) for name in kinds()]}


def _column() -> Schema:
    keys = {key: one for key, one in _question_keys().items() if key in load_pages.COLUMN_KEYS}
    keys["kind"] = {"enum": list(COLUMNS)}
    return _thing("a question", keys, ("id", "kind", "label")) | {"allOf": [_rules_of(name, ()) for name in COLUMNS]}


def _rules_of(kind: str, needed: tuple[str, ...]) -> Schema:
    """Return what a question of this kind may have under `rules`, and what must stand beside it."""
    known = kinds()[kind]
    rules = {name: bounded(known, name, _RULES[rule_type]) for name, rule_type in known.rules.items()}
    then: Schema = {"properties": {"rules": _thing("", rules, ())}}
    if kind == "multi_choice":
        then["properties"]["options"] = {"maxItems": MOST_CHOICES}
    if needed:
        then["anyOf"] = [{"required": ["use"]}, {"required": list(needed)}]
    return {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": then}


def _option() -> Schema:
    keys: dict[str, Schema] = {"id": _NAME, "label": _TEXT, "hint": _TEXT, "icon": _WORD, "offer_if": _EXPRESSION}
    return _thing("an option", keys, ("id", "label"))


def _document() -> Schema:
    pages = _thing("the pages", dict.fromkeys(("least", "most"), counted(1, MOST_PAGES)), ())
    looks: dict[str, Schema] = {"kind": {"enum": list(DOCUMENT_KINDS)}, "pages": pages}
    alternative = _thing("an alternative", {"id": _NAME, "name": _TEXT, **looks}, ("id", "name"))
    keys: dict[str, Schema] = {
        **looks,
        "id": _NAME,
        "name": _TEXT,
        "alternatives": {"type": "array", "items": alternative},
        "verified": _enum(Verified),
        "required": _FLAG,
        "require_if": _EXPRESSION,
        "show_if": _EXPRESSION,
        "hint": _TEXT,
    }
    return _thing("a document", keys, ("id", "name", "verified"))


def _fee() -> Schema:
    tier = _thing("a tier", {"below": counted(1), "amount": _AMOUNT, "percent": SHARE}, ())
    rounding = _thing("the rounding", {"to": _AMOUNT, "how": {"enum": list(ROUNDINGS)}}, ("to", "how"))
    keys: dict[str, Schema] = {"code": _NAME, "kind": _enum(FeeKind), "currency": {"enum": list(EXPONENTS)}}
    keys |= {"verified": _enum(Verified), "payee": _enum(Payee), "legal_basis": _WORD, "percent": PERCENT}
    keys |= {"account": {"type": "string", "pattern": r"^(\d[\d-]{0,39}|[a-z][a-z0-9_]{0,39})$"}, "free": counted(0)}
    keys |= dict.fromkeys(("label", "unit", "release"), _TEXT)
    keys |= dict.fromkeys(("amount", "minimum", "maximum"), _AMOUNT)
    keys |= dict.fromkeys(("base", "when"), _EXPRESSION)
    keys |= dict.fromkeys(("refundable", "taxable"), _FLAG)
    keys |= dict.fromkeys(("valid_from", "valid_to"), _DAY)
    keys |= {"tiers": {"type": "array", "items": tier, "minItems": 1}, "rounding": rounding}
    found = _thing("a fee line", keys, ("code", "label", "kind", "verified"))
    return found | {"allOf": [_figures_of(kind) for kind in FeeKind]}


def _figures_of(kind: FeeKind) -> Schema:
    allowed = (*load_fees.COMMON, *load_fees.MORE, *FIGURES[kind], "use", "omit", "prefix")
    known: Schema = {"properties": {"kind": {"const": kind.value}}, "required": ["kind"]}
    return {"if": known, "then": {"propertyNames": {"enum": list(allowed)}}}


def _example() -> Schema:
    keys: dict[str, Schema] = {
        "on": _DAY,
        "channel": {"enum": list(load_procedure.CHANNELS)},
        "method": _enum(PaymentMethod),
        "returns": counted(0),
        "answers": {"type": "object"},
        "expect": {"type": "object", "additionalProperties": _EXPECTED},
    }
    return _thing("an example", keys, ("on", "expect"))


def _duration() -> Schema:
    keys: dict[str, Schema] = {"text": _TEXT, "hours": counted(0), "verified": _enum(Verified)}
    keys["dated"] = {"type": "boolean"}
    return _thing("the duration", keys, ("text", "hours", "verified"))


def _output() -> Schema:
    keys: dict[str, Schema] = {"kind": {"enum": list(load.OUTPUTS)}, "name": _TEXT, "validity": _TEXT}
    keys["verified"] = _enum(Verified)
    questions: dict[str, Schema] = {name: {"type": "string"} for name in ("parcel", "paper", "scale", "copies")}
    questions["valid_days"] = counted(0)
    keys["draws"] = _thing("what is drawn", questions, ("parcel",))
    return _thing("the output", keys, ("kind", "name", "validity", "verified"))


def _procedure() -> Schema:
    keys = {"version": counted(1), "steps": _list("step", 1), "variants": _variants()}
    return _thing("the procedure", keys, ("version", "steps"))


def _variants() -> Schema:
    return _thing("", {kind.value: _WORD for kind in VariantKind}, ())


def _outcome() -> Schema:
    return _thing("an outcome", {"id": _NAME, "label": _TEXT, "to": _NAME}, ("id", "label", "to"))


def _step() -> Schema:
    hours = counted(0)
    approval = _thing("an approval", {"id": _NAME, "body": _TEXT, "hours": hours}, ("id", "body"))
    most = counted(1, load_procedure.MOST_RETURNS)
    keys: dict[str, Schema] = {
        "id": _NAME,
        "kind": _enum(StepKind),
        "title": _TEXT,
        "role": {"enum": list(ROLES)},
        "channel": {"enum": list(load_procedure.CHANNELS)},
        "hours": hours,
        "pause": _enum(Pause),
        "outcomes": _list("outcome"),
        "returns": _thing("the return", {"to": _NAME, "most": most, "fee": _NAME}, ("to", "most")),
        "approvals": {"type": "array", "items": approval},
        "fees": _NAMES,
        "grade": {"enum": list(load_procedure.GRADES)},
    }
    return _thing("a step", keys, ("id", "kind", "title", "role"))


def _thing(name: str, keys: dict[str, Schema], needed: tuple[str, ...]) -> Schema:
    """Return the schema of keys and values, where a piece may bring what is needed."""
    whole = {**keys, "use": {"type": "string", "pattern": _PIECE}, "omit": _NAMES, "prefix": _NAME}
    found = _closed({key: _described(name, key, one) for key, one in whole.items()})
    return found | {"anyOf": [{"required": ["use"]}, {"required": list(needed)}]} if needed else found


def _described(name: str, key: str, one: Schema) -> Schema:
    sentence = said(name, key)
    return {"description": sentence, **one} if sentence else one


def _closed(keys: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": keys, "additionalProperties": False}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(name: str, least: int = 0) -> Schema:
    found: Schema = {"type": "array", "items": _ref(name)}
    return found | {"minItems": least} if least else found


def _some(words: tuple[str, ...]) -> Schema:
    return {"type": "array", "items": {"enum": list(words)}, "minItems": 1, "uniqueItems": True}


def _enum(known: type[Verified | ServiceClass | FeeKind | Payee | PaymentMethod | StepKind | Pause]) -> Schema:
    return {"enum": [member.value for member in known]}


def _arabic() -> Schema:
    return {"type": "string", "pattern": "[\u0621-\u064a]"}
