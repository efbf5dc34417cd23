"""What staff read of a receipt's paper and of a print that has ended, at the kiosk and at the counter alike."""

from __future__ import annotations

from collections.abc import Sequence

from shubbak.domain.paper import OUTSTANDING, PaperState
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.ports.paper import PaperLine
from shubbak.services.receipt_papers import PrintOutcome


def owed_count(lines: Sequence[PaperLine]) -> int:
    """Return how many receipts somebody still waits for."""
    return sum(line.state in OUTSTANDING for line in lines)


def headline_words(lines: Sequence[PaperLine], wording: Wording, language: Language) -> str:
    """Say how many are not printed."""
    if not lines:
        return wording.say("paper.none", language)
    owed = owed_count(lines)
    with_plans = "_plans" if any(line.plan for line in lines) else ""
    key = f"paper.headline.owed{with_plans}" if owed else "paper.headline.well"
    return wording.say(key, language, count=isolate(str(owed)))


def note_words(line: PaperLine, wording: Wording, language: Language) -> str:
    """Say that it is a plan, why a paper is unsure, or how many copies there are of it; "" for nothing to say."""
    if line.plan:
        said = wording.explain(Problem(line.problem), language) if line.problem else ""
        unsure = wording.say("paper.plan_unsure", language) if line.state is PaperState.UNSURE else ""
        return " ".join(part for part in (wording.say("paper.plan_alone", language), said, unsure) if part)
    if line.state is PaperState.UNSURE:
        why = wording.explain(Problem(line.problem), language) if line.problem else ""
        return f"{why} {wording.say('paper.unsure_why', language)}".strip()
    copies = line.prints - 1
    return wording.say("paper.copies", language, count=isolate(str(copies))) if copies > 0 else ""


def printing_words(line: PaperLine, wording: Wording, language: Language) -> str:
    """Say that it is being printed."""
    return wording.say(f"paper.printing{'_plan' if line.plan else ''}", language, number=isolate(line.number))


def outcome_words(outcome: PrintOutcome, line: PaperLine, wording: Wording, language: Language) -> tuple[str, str]:
    """Say what came of a print, and in which tone."""
    if outcome.problem:
        return wording.explain(Problem(outcome.problem), language), "danger"
    shown = isolate(line.number)
    if line.plan:
        return wording.say("paper.done_plan", language, number=shown), "success"
    if outcome.mark is None:
        return wording.say("paper.done", language, number=shown), "success"
    copy = isolate(str(outcome.mark.number))
    return wording.say("paper.done_copy", language, number=shown, copy=copy), "success"
