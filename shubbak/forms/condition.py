"""Conditions and amounts of a service file in CEL: typed when the file is loaded, bounded when they are asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from cel_expr_python import cel

from shubbak.fields.kind import FactType
from shubbak.forms.condition_words import Word, fault_of, names_of, renamed, words_of
from shubbak.forms.known_facts import Fact, KnownFacts, plain

#: A condition that needs more signs than this is a procedure, not a condition.
LONGEST_SOURCE = 600

_TYPES: dict[FactType, Any] = {
    "int": cel.Type.INT,
    "bool": cel.Type.BOOL,
    "string": cel.Type.STRING,
    "list": cel.Type.List(cel.Type.STRING),
    "record": cel.Type.Map(cel.Type.STRING, cel.Type.STRING),
    "rows": cel.Type.List(cel.Type.Map(cel.Type.STRING, cel.Type.DYN)),
}
#: Facts of one type that a condition in the common environment may use; the shipped ones use up to four.
_MOST_OF_A_TYPE = 16
_UNDECLARED = re.compile(r"undeclared reference to '([\w.]+)'")
_OVERLOAD = re.compile(r"found no matching overload for '([^']+)' applied to '\((.*)\)'")
_NO_KEY = re.compile(r'Key not found in map : "(\w+)"')


class ConditionError(ValueError):
    """A condition that cannot be used; the text is one sentence for the author of the service file."""


class FactsError(ValueError):
    """A sound condition that has no value for these facts, such as a division by zero; names the condition only."""


@dataclass(frozen=True, slots=True)
class CelCondition:
    """A compiled condition; facts that are missing count as their kind's empty value."""

    source: str
    _value: Callable[[Mapping[str, object]], object] = field(repr=False, compare=False)

    def holds(self, facts: Mapping[str, object]) -> bool:
        """Whether the condition is true of the facts; one without a value for them counts as false."""
        try:
            return self._value(facts) is True
        except FactsError:
            return False


@dataclass(frozen=True, slots=True)
class CelAmount:
    """A compiled whole-number expression; facts that are missing count as their kind's empty value."""

    source: str
    _value: Callable[[Mapping[str, object]], object] = field(repr=False, compare=False)

    def of(self, facts: Mapping[str, object]) -> int:
        """Return the number for the facts; raises FactsError where it has none (beyond 64 bits, a part not there)."""
        return int(str(self._value(facts)))


class Scope:
    """The names a condition may use, each with its type.

    later: names of questions that are only asked further on. world: all names there are in the file: what a condition
    may not use where it stands is told by its words.
    """

    def __init__(
        self,
        names: Mapping[str, FactType | Fact],
        later: frozenset[str] = frozenset(),
        world: Mapping[str, FactType] | None = None,
    ) -> None:
        self._facts = {name: fact if isinstance(fact, Fact) else plain(name, fact) for name, fact in names.items()}
        self._later = later
        self._elsewhere = (world or {}).keys() - self._facts.keys()

    def condition(self, source: str) -> CelCondition:
        """Compile a condition; raises ConditionError unless it gives true or false."""
        return CelCondition(source, self._compile(source, cel.Type.BOOL, "true or false"))

    def amount(self, source: str) -> CelAmount:
        """Compile an amount; raises ConditionError unless it gives a whole number."""
        return CelAmount(source, self._compile(source, cel.Type.INT, "a whole number"))

    def _compile(self, source: str, wanted: Any, wanted_words: str) -> Callable[[Mapping[str, object]], object]:
        if len(source) > LONGEST_SOURCE:
            raise ConditionError(f"a condition may have {LONGEST_SOURCE} signs, this one has {len(source)}")
        if any("\ud800" <= sign <= "\udfff" for sign in source):
            raise ConditionError("a condition has half of a sign, which no text has")
        words = words_of(source)
        fault = fault_of(words)
        if fault:
            raise ConditionError(f'the condition "{source[:80]}" {fault}')
        used = self._used(source, names_of(words))
        try:
            program, names = _compiled(source, words, used)
        except RuntimeError as error:  # the library's only error type
            raise ConditionError(self._sentence(source, str(error))) from None
        if program.return_type() != wanted:
            given = program.return_type().name().lower()
            raise ConditionError(f'the condition "{source}" must give {wanted_words}, not {given}')
        found = {names[name]: fact for name, fact in used.items()}
        value = _evaluation(source, program, found)
        _try_out(source, program, used, found)
        return value

    def _used(self, source: str, names: tuple[tuple[str, str], ...]) -> dict[str, Fact]:
        """Return the facts that a condition uses; raises ConditionError for one that is not known where it stands."""
        used: dict[str, Fact] = {}
        for name, part in names:
            dotted = f"{name}.{part}"
            whole = dotted if dotted in self._facts or dotted in self._elsewhere else name
            if whole in self._facts:
                used[whole] = self._facts[whole]
            elif whole in self._later:
                raise ConditionError(f'the condition "{source}" names "{whole}", which is only asked later')
            elif whole in self._elsewhere and not self._parts(name):
                raise ConditionError(f'the condition "{source}" names "{whole}", which is not known here')
            elif whole in self._elsewhere:
                raise ConditionError(self._no_part(source, whole))
        return used

    def _parts(self, name: str) -> list[str]:
        return [known for known in self._facts if known.startswith(f"{name}.")]

    def _no_part(self, source: str, name: str) -> str:
        root = name.partition(".")[0]
        parts = ", ".join(f'"{part}"' for part in self._parts(root))
        return f'the condition "{source}" cannot use "{name}": "{root}" is an answer with parts, {parts}'

    def _sentence(self, source: str, report: str) -> str:
        """Turn the compiler's report into a sentence that names what the author has to mend."""
        unknown = dict.fromkeys(_UNDECLARED.findall(report))
        parted = [name for name in unknown if self._parts(name.partition(".")[0])]
        later = [name for name in unknown if name.partition(".")[0] in self._later]
        if later:
            return f'the condition "{source}" names "{later[0]}", which is only asked later'
        if parted:
            return self._no_part(source, parted[0])
        if unknown:
            names = ", ".join(f'"{name}"' for name in unknown)
            # With the YAML reader behind it; a kiosk's first picture does not wait for that.
            from shubbak.forms.source import near

            hint = near(next(iter(unknown)), self._facts)
            return f'the condition "{source}" names {names}, which no question has{hint}'
        overload = _OVERLOAD.search(report)
        if overload:
            operation, types = overload.group(1).strip("_"), overload.group(2)
            return f'the condition "{source}" cannot use {operation} between {types.replace(", ", " and ")}'
        reason = report.partition("\n")[0].rpartition("ERROR: ")[2].removesuffix(" [INVALID_ARGUMENT]")
        return f'the condition "{source[:80]}" cannot be read: {reason}'


def _compiled(source: str, words: tuple[Word, ...], used: Mapping[str, Fact]) -> tuple[Any, dict[str, str]]:
    """Return a condition's program and the names it knows its facts by; raises RuntimeError with the library's report.

    An environment takes some fifty times as long to make as a condition to compile. So all conditions are compiled in
    one, under names such as int__0, and only what is not sound in its own, so that the report has the author's names.
    """
    count = dict.fromkeys(_TYPES, 0)
    names: dict[str, str] = {}
    for name, fact in used.items():
        names[name] = f"{fact.type}__{count[fact.type]}"
        count[fact.type] += 1
    if "__" not in source and max(count.values()) <= _MOST_OF_A_TYPE:
        try:
            return _program(renamed(source, words, names)), names
        except RuntimeError:
            pass  # compiled again below, for the sake of the report
    own = cel.NewEnv(variables={name: _TYPES[fact.type] for name, fact in used.items()})
    return own.compile(source), {name: name for name in used}


@lru_cache(maxsize=4096)
def _program(source: str) -> Any:
    """Return a compiled condition: once for a piece, however many services take it in."""
    return _common_environment().compile(source)


@cache
def _common_environment() -> Any:
    names = {f"{name}__{place}": one for name, one in _TYPES.items() for place in range(_MOST_OF_A_TYPE)}
    return cel.NewEnv(variables=names)


def _evaluation(source: str, program: Any, found: Mapping[str, Fact]) -> Callable[[Mapping[str, object]], object]:
    def value(facts: Mapping[str, object]) -> object:
        known = facts if isinstance(facts, KnownFacts) else KnownFacts(facts)
        try:
            result = program.eval(data={name: fact.find(known) for name, fact in found.items()})
        except RuntimeError:  # the library's iteration budget
            raise FactsError(f'the condition "{source}" took too long') from None
        if result.type() == cel.Type.ERROR:
            raise FactsError(f'the condition "{source}" has no value')
        return result.value()

    return value


def _try_out(source: str, program: Any, used: Mapping[str, Fact], found: Mapping[str, Fact]) -> None:
    """Ask a condition about rows once with a row of each group: the columns of rows are not typed beforehand."""
    samples = {name: fact.sample for name, fact in used.items() if fact.sample}
    if not samples:
        return
    facts = KnownFacts(samples)
    try:
        result = program.eval(data={name: fact.find(facts) for name, fact in found.items()})
    except RuntimeError:
        raise ConditionError(f'the condition "{source}" takes too long') from None
    report = str(result.value()) if result.type() == cel.Type.ERROR else ""
    missing = _NO_KEY.search(report)
    if missing:
        raise ConditionError(f'the condition "{source}" names "{missing[1]}", which is no column of these rows')
    if "overload" in report:
        raise ConditionError(f'the condition "{source}" compares a column with something of another kind')
