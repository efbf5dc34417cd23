"""Conditions and amounts of a service file in CEL: typed when the file is loaded, bounded when they are asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cel_expr_python import cel

from shubbak.fields.kind import FactType

#: A condition that needs more signs than this is a procedure, not a condition.
LONGEST_SOURCE = 600

_TYPES: dict[FactType, Any] = {
    "int": cel.Type.INT,
    "bool": cel.Type.BOOL,
    "string": cel.Type.STRING,
    "list": cel.Type.List(cel.Type.STRING),
}
_EMPTY: dict[FactType, object] = {"int": 0, "bool": False, "string": "", "list": []}
_UNDECLARED = re.compile(r"undeclared reference to '(\w+)'")
_OVERLOAD = re.compile(r"found no matching overload for '([^']+)' applied to '\((.*)\)'")


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
        """Whether the condition is true of the facts; raises FactsError where it has no value."""
        return self._value(facts) is True


@dataclass(frozen=True, slots=True)
class CelAmount:
    """A compiled whole-number expression; facts that are missing count as their kind's empty value."""

    source: str
    _value: Callable[[Mapping[str, object]], object] = field(repr=False, compare=False)

    def of(self, facts: Mapping[str, object]) -> int:
        """Return the number for the facts; raises FactsError where it has none (overflow, division by zero)."""
        return int(str(self._value(facts)))


class Scope:
    """The names a condition may use, each with its type; `later` names exist but are only asked further on."""

    def __init__(self, names: Mapping[str, FactType], later: frozenset[str] = frozenset()) -> None:
        self._names = dict(names)
        self._later = later
        self._env = _environment(tuple(sorted(names.items())))

    def condition(self, source: str) -> CelCondition:
        """Compile a condition; raises ConditionError unless it gives true or false."""
        return CelCondition(source, self._compile(source, cel.Type.BOOL, "true or false"))

    def amount(self, source: str) -> CelAmount:
        """Compile an amount; raises ConditionError unless it gives a whole number."""
        return CelAmount(source, self._compile(source, cel.Type.INT, "a whole number"))

    def _compile(self, source: str, wanted: Any, wanted_words: str) -> Callable[[Mapping[str, object]], object]:
        if len(source) > LONGEST_SOURCE:
            raise ConditionError(f"a condition may have {LONGEST_SOURCE} signs, this one has {len(source)}")
        try:
            program = self._env.compile(source)
        except RuntimeError as error:  # the library's only error type
            raise ConditionError(self._sentence(source, str(error))) from None
        if program.return_type() != wanted:
            given = program.return_type().name().lower()
            raise ConditionError(f'the condition "{source}" must give {wanted_words}, not {given}')
        return _evaluation(source, program, self._names)

    def _sentence(self, source: str, report: str) -> str:
        """Turn the compiler's report into a sentence that names what the author has to mend."""
        unknown = dict.fromkeys(_UNDECLARED.findall(report))
        later = [name for name in unknown if name in self._later]
        if later:
            return f'the condition "{source}" names "{later[0]}", which is only asked later'
        if unknown:
            names = ", ".join(f'"{name}"' for name in unknown)
            return f'the condition "{source}" names {names}, which no question has'
        overload = _OVERLOAD.search(report)
        if overload:
            operation, types = overload.group(1).strip("_"), overload.group(2)
            return f'the condition "{source}" cannot use {operation} between {types.replace(", ", " and ")}'
        reason = report.partition("\n")[0].rpartition("ERROR: ")[2].removesuffix(" [INVALID_ARGUMENT]")
        return f'the condition "{source[:80]}" cannot be read: {reason}'


@lru_cache(maxsize=256)
def _environment(names: tuple[tuple[str, FactType], ...]) -> Any:
    return cel.NewEnv(variables={name: _TYPES[fact_type] for name, fact_type in names})


def _evaluation(source: str, program: Any, names: Mapping[str, FactType]) -> Callable[[Mapping[str, object]], object]:
    empties = {name: _EMPTY[fact_type] for name, fact_type in names.items()}

    def value(facts: Mapping[str, object]) -> object:
        known = {
            name: list(fact) if isinstance(fact, tuple) else fact for name, fact in facts.items() if name in empties
        }
        try:
            result = program.eval(data={**empties, **known})
        except RuntimeError:  # the library's iteration budget
            raise FactsError(f'the condition "{source}" took too long') from None
        if result.type() == cel.Type.ERROR:
            raise FactsError(f'the condition "{source}" has no value')
        return result.value()

    return value
