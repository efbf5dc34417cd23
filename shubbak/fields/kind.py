"""What a kind of question promises: to read what a person typed, to show it, to hide it, and what it is when empty."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias, runtime_checkable

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, Text, isolate

#: What an answer is inside a condition (CEL static types).
FactType: TypeAlias = Literal["int", "bool", "string", "list", "record", "rows"]
#: Which keyboard opens; "none" is a question answered by touching, not typing.
Keyboard: TypeAlias = Literal["arabic", "latin", "digits", "decimal", "none"]
#: What a setting of a kind is in a service file: a whole number, true or false, a word, a date, an amount of the
#: service's currency (kept in minor units), words in both languages, a country or a currency code.
RuleType: TypeAlias = Literal["whole", "flag", "word", "date", "amount", "both", "country", "currency"]

_LONGEST_RAW = 5_000
#: Whole numbers that conditions, databases and every JSON reader keep exact stay below it.
_BEYOND = 2**53
_SILENT = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)],
)


class Choice(Protocol):
    """One thing that may be chosen; `id` is what is stored."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> Text: ...


class Question(Protocol):
    """What a kind needs to know of a question; `shubbak.forms.service.Field` is one. fields: a group's columns."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> Text: ...
    @property
    def fields(self) -> Sequence[Question]: ...
    @property
    def required(self) -> bool: ...
    @property
    def private(self) -> bool: ...
    @property
    def rules(self) -> Mapping[str, object]: ...
    @property
    def options(self) -> Sequence[Choice]: ...


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an answer that has parts, such as the block of a parcel; each has a box of its own."""

    id: str
    label: Text
    required: bool
    keyboard: Keyboard
    max_length: int


@dataclass(frozen=True, slots=True)
class Limit:
    """Between which values a setting of a kind may stand, and the one that goes without saying."""

    low: int | str
    high: int | str
    usual: int | str


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why what was typed is not an answer: a problem code and the values its sentence names.

    part: which part of the answer it is about, such as `block` or `0.share`; "" for the whole. also: what else is wrong
    with the same answer, so that all of it can be told at once.
    """

    code: str
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)
    part: str = ""
    also: tuple[Wrong, ...] = ()


class Kind(Protocol):
    """One kind of question. Kinds keep no state and are shared between threads."""

    @property
    def name(self) -> str: ...
    @property
    def asks(self) -> bool:
        """Whether a person answers it; nobody answers a note or a computed value."""
        ...

    @property
    def fact_type(self) -> FactType: ...
    @property
    def keyboard(self) -> Keyboard: ...
    @property
    def empty(self) -> Answer:
        """What an unanswered question counts as in conditions."""
        ...

    @property
    def rules(self) -> Mapping[str, RuleType]:
        """The settings that a service file may give under `rules`."""
        ...

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        """Read what was typed or touched; blank is `empty` where an answer is optional, else a `Wrong` that asks
        for it, `answer-required` for most kinds.
        """
        ...

    def write(self, field: Question, answer: Answer) -> str:
        """Return text that `parse` reads back as the same answer, for editing."""
        ...

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        """Return the answer for people, with isolates around numbers, codes and dates; "" for no answer."""
        ...

    def redact(self, answer: Answer) -> str:
        """Return a form for public screens that tells nobody but its owner anything."""
        ...


@runtime_checkable
class RecordKind(Kind, Protocol):
    """A kind whose answer has named parts. Raw text is a JSON object: the raw text of each part by its id."""

    def parts(self, field: Question) -> tuple[Part, ...]:
        """Return the parts to ask for, in the order of their country."""
        ...


@runtime_checkable
class LimitedKind(Kind, Protocol):
    """A kind with settings that nobody could fulfil beyond some limit. A day is limited by days."""

    @property
    def limits(self) -> Mapping[str, Limit]:
        """Return the limits by setting, of which those that begin with `min` stay below those with `max`."""
        ...


def answered(
    field: Question,
    untrusted_raw: str,
    empty: Answer,
    read: Callable[[Question, str], Answer | Wrong],
    lines: bool = False,
    missing: str = "answer-required",
) -> Answer | Wrong:
    """Clean what was typed, settle blanks by `field.required`, and hand the rest to `read`.

    missing: the problem of an answer that is required and blank.
    """
    text = clean(untrusted_raw, lines)
    if isinstance(text, Wrong):
        return text
    if not text:
        return Wrong(missing) if field.required else empty
    return read(field, text)


def clean(untrusted_raw: str, lines: bool = False) -> str | Wrong:
    """Return the text in NFC without direction marks, its white space single (line ends kept where `lines`).

    Control signs, lone surrogates and unassigned signs are refused: databases choke on them and no keyboard has them.
    """
    if len(untrusted_raw) > _LONGEST_RAW:
        return Wrong("answer-too-long", {"max": isolate(str(_LONGEST_RAW))})
    rows = untrusted_raw.translate(_SILENT).splitlines() if lines else [untrusted_raw.translate(_SILENT)]
    text = "\n".join(" ".join(row.split()) for row in rows).strip()
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Cn", "Co") for sign in text.replace("\n", "")):
        return Wrong("answer-signs")
    return unicodedata.normalize("NFC", text)


def whole(kind: Kind, untrusted: object) -> bool:
    """Whether a value is of the type that a kind's answers have; what it says is not looked at."""
    if kind.fact_type == "int":
        return type(untrusted) is int and abs(untrusted) < _BEYOND
    if kind.fact_type == "bool":
        return type(untrusted) is bool
    if kind.fact_type == "string":
        return isinstance(untrusted, str)
    if kind.fact_type == "record":
        return _is_row(untrusted, (str,))
    if not isinstance(untrusted, tuple):
        return False
    if kind.fact_type == "rows":
        return all(_is_row(row, (str, int)) for row in untrusted)
    return all(isinstance(chosen, str) for chosen in untrusted)


def _is_row(untrusted: object, of: tuple[type, ...]) -> bool:
    return isinstance(untrusted, Mapping) and all(
        isinstance(name, str) and isinstance(part, of) and (not isinstance(part, int) or abs(part) < _BEYOND)
        for name, part in untrusted.items()
    )


def whole_rule(field: Question, name: str, default: int) -> int:
    """Return a whole-number setting of the question, or the kind's default."""
    value = field.rules.get(name, default)
    return value if isinstance(value, int) else default


def word_rule(field: Question, name: str, default: str = "") -> str:
    """Return a setting of the question that is a word, or the kind's default."""
    value = field.rules.get(name, default)
    return value if isinstance(value, str) else default


def masked(text: str, keep: int = 0) -> str:
    """Return dots for all but the last `keep` signs; texts too short to hide behind their tail are all dots."""
    if keep and len(text) >= 3 * keep:
        return isolate("•" * (len(text) - keep) + text[-keep:])
    return "•" * min(len(text), 8)
