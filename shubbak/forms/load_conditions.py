"""Read the conditions of a service file: which names each may use where it stands, and whether its options exist."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shubbak.fields.kind import FactType
from shubbak.forms.condition import CelAmount, CelCondition, ConditionError, Scope
from shubbak.forms.source import Section

#: The day of the request (ISO text), known to checks, fees and conditions to apply.
TODAY: Mapping[str, FactType] = {"today": "string"}
#: What the identity document says, known to conditions to apply: whole years (-1 when unknown) and a three-letter code.
APPLICANT: Mapping[str, FactType] = {"applicant_age": "int", "applicant_nationality": "string"}

#: Names a question may not have: ours, and the words of CEL.
RESERVED = frozenset(
    """today applicant_age applicant_nationality true false null in as break const continue else for function if
    import let loop package namespace return var void while int uint double bool string bytes list map type
    timestamp duration dyn size matches has all exists exists_one filter""".split()  # noqa: SIM905 - words, not code
)

_COMPARED = re.compile(r"""\b([a-z]\w*)\s*[=!]=\s*(?:'([^']*)'|"([^"]*)")""")
_CONTAINED = re.compile(r"""(?:'([^']*)'|"([^"]*)")\s+in\s+([a-z]\w*)""")
_LISTED = re.compile(r"""\b([a-z]\w*)\s+in\s+\[([^\]]*)\]""")
_QUOTED = re.compile(r"""'([^']*)'|"([^"]*)\"""")


class ConditionReader:
    """Reads conditions in the order of the file; `ask` makes a question known to all that follows."""

    def __init__(self, questions: Mapping[str, FactType]) -> None:
        self._all = dict(questions)
        self._asked: dict[str, FactType] = {}
        self._options: dict[str, frozenset[str]] = {}

    def ask(self, name: str, fact_type: FactType, options: frozenset[str]) -> None:
        self._asked[name] = fact_type
        if options:
            self._options[name] = options

    def condition(self, section: Section, key: str, also: Mapping[str, FactType] | None = None) -> CelCondition | None:
        """Return the condition under `key`, or None where there is none or it was complained about."""
        source = section.word(key, "")
        if not source:
            return None
        try:
            condition = self._scope(also).condition(source)
        except ConditionError as error:
            section.complain(str(error), key)
            return None
        self._check_options(section, key, source)
        return condition

    def amount(self, section: Section, key: str, also: Mapping[str, FactType] | None = None) -> CelAmount | None:
        """Return the whole-number expression under `key`, or None where there is none or it was complained about."""
        source = section.word(key, "")
        if not source:
            return None
        try:
            amount = self._scope(also).amount(source)
        except ConditionError as error:
            section.complain(str(error), key)
            return None
        self._check_options(section, key, source)
        return amount

    def _scope(self, also: Mapping[str, FactType] | None) -> Scope:
        return Scope({**self._asked, **(also or {})}, frozenset(self._all) - frozenset(self._asked))

    def _check_options(self, section: Section, key: str, source: str) -> None:
        for question, option in _named_options(source):
            known = self._options.get(question)
            if known is not None and option and option not in known:
                section.complain(f'the condition "{source}" names "{option}", no option of "{question}"', key)


def _named_options(source: str) -> list[tuple[str, str]]:
    """Return (question, option) wherever a question stands beside a quoted text."""
    pairs = [(name, single or double) for name, single, double in _COMPARED.findall(source)]
    pairs += [(name, single or double) for single, double, name in _CONTAINED.findall(source)]
    for name, items in _LISTED.findall(source):
        pairs += [(name, single or double) for single, double in _QUOTED.findall(items)]
    return pairs
