"""Read the conditions of a service file: which names each may use where it stands, and whether its options exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from shubbak.fields.kind import FactType
from shubbak.forms.condition import CelAmount, CelCondition, ConditionError, Scope
from shubbak.forms.condition_words import names_of, rows_of, weight_of, words_of
from shubbak.forms.known_facts import TODAY_NAMES, Fact, today_facts
from shubbak.forms.question_facts import APPLICANT_NAMES, Names, question_facts
from shubbak.forms.service import Condition, Field
from shubbak.forms.source import Section, near

#: The day of the request and what follows from it, known to checks, fees and conditions to apply.
TODAY = TODAY_NAMES
APPLICANT = APPLICANT_NAMES

#: Names a question or a column may not have: ours, and the words of CEL.
RESERVED = frozenset(
    """today today_days today_year today_month applicant_age applicant_nationality channel method returns fees_above
    true false null in as break const continue else for function if import let loop package namespace return var void
    while int uint double bool string bytes list map type timestamp duration dyn size matches has all exists
    exists_one filter""".split()  # noqa: SIM905 - words, not code
)

_COMPARED = re.compile(r"""\b([a-z]\w*(?:\.\w+)?)\s*(?:[=!]=|[<>]=?)\s*(?:'([^']*)'|"([^"]*)")""")
_CONTAINED = re.compile(r"""(?:'([^']*)'|"([^"]*)")\s+in\s+([a-z]\w*)""")
_LISTED = re.compile(r"""\b([a-z]\w*(?:\.\w+)?)\s+in\s+\[([^\]]*)\]""")
_QUOTED = re.compile(r"""'([^']*)'|"([^"]*)\"""")
#: What all conditions of a service may weigh: a visit asks them some ten times for each answer.
_HEAVIEST = 6_000_000
_Compiled = TypeVar("_Compiled", CelCondition, CelAmount)


class ConditionReader:
    """Reads conditions in the order of the file; `ask` makes a question known to all that follows."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._world: dict[str, FactType] = dict(names.types)
        self._asked: dict[str, Fact] = {}
        self._later = set(names.questions | names.following)
        self._options: dict[str, frozenset[str]] = {}
        self._columns: dict[str, tuple[str, ...]] = {}
        self._figures: set[str] = set()
        self._lists: set[str] = set()
        self._weight = 0

    def taken(self, name: str) -> bool:
        """Whether conditions use a name for something else, so that no question can have it."""
        return name in RESERVED or name in self._names.following or name.startswith("fee_")

    def ask(self, field: Field, shown: tuple[Condition, ...] = ()) -> None:
        """Make a question known. shown: what has to hold for it to be shown, for one that is computed."""
        facts = question_facts(field, shown)
        self._asked |= facts
        self._lists |= {name for name, fact in facts.items() if fact.type in ("list", "rows")}
        self._world |= {name: fact.type for name, fact in facts.items() if "." not in name}
        self._later -= {field.id, *facts}
        if field.options:
            self._options[field.id] = frozenset(option.id for option in field.options)
        for column in field.fields:
            self._columns[field.id] = (*self._columns.get(field.id, ()), column.id)
            if column.kind in ("number", "money", "yes_no"):
                self._figures.add(f"{field.id}.{column.id}")
            if column.options:
                self._options[f"{field.id}.{column.id}"] = frozenset(option.id for option in column.options)

    def condition(self, section: Section, key: str, also: Mapping[str, FactType] | None = None) -> CelCondition | None:
        """Return the condition under `key`, or None where there is none or it was complained about."""
        return self._read(section, key, also, lambda scope, source: scope.condition(source))

    def amount(self, section: Section, key: str, also: Mapping[str, FactType] | None = None) -> CelAmount | None:
        """Return the whole-number expression under `key`, or None where there is none or it was complained about."""
        return self._read(section, key, also, lambda scope, source: scope.amount(source))

    def _read(
        self,
        section: Section,
        key: str,
        also: Mapping[str, FactType] | None,
        compiled: Callable[[Scope, str], _Compiled],
    ) -> _Compiled | None:
        source = section.word(key, "")
        if not source:
            return None
        faults = self._column_faults(source)
        for fault in faults:
            section.complain(fault, key)
        try:
            found = compiled(self._scope(also or {}), source)
        except ConditionError as error:
            if not faults:
                section.complain(str(error), key)
            return None
        for fault in self._option_faults(source):
            section.complain(fault, key)
        self._weigh(section, key, source)
        return found

    def _weigh(self, section: Section, key: str, source: str) -> None:
        """Complain once when the conditions of a file are too much for one visit, with the longest answers."""
        before, self._weight = self._weight, self._weight + weight_of(words_of(source), self._lists)
        if before <= _HEAVIEST < self._weight:
            section.complain("the conditions of this service take too long together: use fewer loops and patterns", key)

    def _scope(self, also: Mapping[str, FactType]) -> Scope:
        self._world |= also
        known: dict[str, FactType | Fact] = {**self._asked, **also}
        known |= {name: fact for name, fact in today_facts().items() if name in also}
        return Scope(known, frozenset(self._later), self._world)

    def _option_faults(self, source: str) -> list[str]:
        rows = rows_of(words_of(source))
        faults: list[str] = []
        for name, option in _named_options(source):
            row, dot, column = name.partition(".")
            question = f"{rows.get(row, row)}{dot}{column}"
            known = self._options.get(question)
            if question in self._figures:
                faults.append(f'the condition "{source}" compares "{question}" with a text, which it never is')
            if known is not None and option and option not in known:
                faults.append(
                    f'the condition "{source}" names "{option}", no option of "{question}"{near(option, known)}'
                )
        return faults

    def _column_faults(self, source: str) -> list[str]:
        words = words_of(source)
        rows = rows_of(words)
        faults: list[str] = []
        for row, column in names_of(words):
            columns = self._columns.get(rows.get(row, ""))
            if columns is not None and column and column not in columns:
                known = ", ".join(f'"{name}"' for name in columns)
                hint = near(column, columns)
                faults.append(f'the condition "{source}" names "{column}", no column of "{rows[row]}": {known}{hint}')
        return faults


def _named_options(source: str) -> list[tuple[str, str]]:
    """Return (question, option) wherever a question, or a column of a row, stands beside a quoted text."""
    pairs = [(name, single or double) for name, single, double in _COMPARED.findall(source)]
    pairs += [(name, single or double) for single, double, name in _CONTAINED.findall(source)]
    for name, items in _LISTED.findall(source):
        pairs += [(name, single or double) for single, double in _QUOTED.findall(items)]
    return pairs
