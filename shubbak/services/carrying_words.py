"""What a stick did, in sentences for whoever holds it."""

from __future__ import annotations

from collections.abc import Iterator

from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.services.carrying import CarriedIn, CarriedOut


def carried_words(outcome: CarriedOut | CarriedIn | str | None, wording: Wording, language: Language) -> Iterator[str]:
    """Yield what a task with a stick did; a text is the code of what kept it from being done, None says nothing."""
    if isinstance(outcome, CarriedOut):
        yield from said_out(outcome, wording, language)
    elif isinstance(outcome, CarriedIn):
        yield from said_home(outcome, wording, language)
    elif outcome:
        yield wording.say(f"problem.{outcome}", language)


def went_well(outcome: object) -> bool:
    """Whether a task with a stick met nothing that staff should look at."""
    if isinstance(outcome, CarriedOut):
        return not outcome.fault
    return isinstance(outcome, CarriedIn) and not outcome.faults


def said_out(result: CarriedOut, wording: Wording, language: Language) -> Iterator[str]:
    """Yield what went onto the stick, what did not and why."""
    if not result.written and not result.left:
        yield wording.say("carry.nothing_out", language)
    if result.written:
        yield wording.say("carry.written", language, count=isolate(str(result.written)))
    if result.left:
        yield wording.say("carry.left", language, count=isolate(str(result.left)))
    if result.fault:
        yield wording.say(f"problem.{result.fault}", language)


def said_home(result: CarriedIn, wording: Wording, language: Language) -> Iterator[str]:
    """Yield what the answers did, and each reason once why something was refused."""
    if result.acknowledged:
        yield wording.say("carry.acknowledged", language, count=isolate(str(len(result.acknowledged))))
    if result.refused:
        yield wording.say("carry.refused", language, count=isolate(str(len(result.refused))))
    if not result.acknowledged and not result.refused:
        yield wording.say("carry.nothing_in", language)
    if result.faults:
        yield wording.say("carry.faults", language)
    for code in dict.fromkeys(fault.code for fault in result.faults):
        yield wording.say(f"problem.{code}", language)
