"""Adding an operator at the terminal: the PIN is asked for twice and never shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from shubbak.adapters.system.operator_file import OperatorFile
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, isolate_name
from shubbak.domain.wording import Wording
from shubbak.ports.operators import OperatorsError


def add_operator(file: OperatorFile, name: str, wording: Wording, ask: Callable[[str], str]) -> int:
    """Ask for a PIN and write the operator down; returns the exit code. `ask` reads one line without showing it."""
    first = ask(_both(wording, "office.operator.ask_pin"))
    if first != ask(_both(wording, "office.operator.ask_again")):
        return _say(wording, "office.operator.differ", {})
    try:
        problem = file.add(name, first)
    except OperatorsError as error:
        problem = Problem(error.code)
    if problem is None:
        return _say(wording, "office.operator.added", {"name": isolate_name(name)}, code=0)
    return _say(wording, f"problem.{problem.code}", problem.params)


def _both(wording: Wording, key: str) -> str:
    return f"{wording.say(key, Language.EN).strip()} / {wording.say(key, Language.AR)}"


def _say(wording: Wording, key: str, params: Mapping[str, str], code: int = 1) -> int:
    for language in (Language.EN, Language.AR):
        print(wording.say(key, language, **params), file=sys.stderr if code else sys.stdout)
    return code
