"""Reactions around the chip of a document whose print was read: offered, never asked for, and no silent replacement."""

from __future__ import annotations

from shubbak.domain.chip_word import ChipWord
from shubbak.domain.problem import Problem
from shubbak.flow.context import Context
from shubbak.flow.effects import Effect, ReadChip, StopChip
from shubbak.flow.events import ChipFailed, ChipOffered, ChipRead, ChipSkipped
from shubbak.flow.steps import Step

_FORGED = ("chip-altered", "chip-copied")


def chip_offered(context: Context, _: ChipOffered) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.step is not Step.IDENTIFY or visit.busy or visit.identity is None or visit.chip_key is None:
        return ()
    visit.busy = "chip"
    visit.problems = visit.notices = ()
    visit.chip_portrait = b""  # of the reading before, which this one may refute
    return (ReadChip(visit.chip_key, portrait=bool(context.operator)),)


def chip_skipped(context: Context, _: ChipSkipped) -> tuple[Effect, ...]:
    """Go on without it; what it still says comes too late."""
    if context.visit.busy != "chip":
        return ()
    context.visit.busy = ""
    return (StopChip(),)


def chip_failed(context: Context, event: ChipFailed) -> tuple[Effect, ...]:
    """A chip that could not be read says nothing of its document; one that is a copy does."""
    if context.visit.busy == "chip":
        context.visit.busy = ""
        _complain(context, event.code)
    return ()


def chip_read(context: Context, event: ChipRead) -> tuple[Effect, ...]:
    visit, reading = context.visit, event.reading
    if visit.busy != "chip":
        return ()
    visit.busy = ""
    if reading.proof.refuted or reading.document is None:
        codes = [problem.code for problem in reading.problems if problem.code.startswith("chip-")]
        _complain(context, "chip-altered" if reading.proof.refuted else next(iter(codes), "chip-broken"))
    elif reading.document != visit.identity:
        _say(context, ChipWord.DIFFERS)
        _withdraw(context)
        context.complain(Problem("chip-differs"))
    else:
        issued = reading.proof.issued
        _say(context, ChipWord.TRUSTED if issued else ChipWord.UNKNOWN)
        visit.notices = (Problem("chip-trusted" if issued else "chip-unproven"),)
        if issued and event.portrait:
            visit.chip_portrait = event.portrait
    return ()


def _complain(context: Context, code: str) -> None:
    if code in _FORGED:
        _say(context, ChipWord.FAILED)
        if not context.operator:
            _withdraw(context)  # nobody is here who could look at the document; an operator judges it
    context.complain(Problem(code))


def _say(context: Context, word: ChipWord) -> None:
    visit = context.visit
    visit.chip, visit.chip_of = word, visit.identity.number if visit.identity else ""


def _withdraw(context: Context) -> None:
    """Ask for the document again: it is not known which of print and chip to believe."""
    visit = context.visit
    visit.identity = visit.chip_key = None
    visit.portrait = visit.chip_portrait = b""
