"""What an operator reads of an issued output, and of a print of it that has ended."""

from __future__ import annotations

from collections.abc import Sequence

from shubbak.domain.issued_paper import IssuedPaper, IssuedState, SheetState
from shubbak.domain.output_record import OutputPaper
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.services.issued_print import SheetOutcome

#: What somebody waits for, or has to look after.
WAITING = (IssuedState.OWED, IssuedState.UNSURE)


def waiting_count(papers: Sequence[IssuedPaper]) -> int:
    """Return how many are to be printed or looked after."""
    return sum(paper.state in WAITING for paper in papers)


def licences_headline(papers: Sequence[IssuedPaper], wording: Wording, language: Language) -> str:
    """Say how many are to be printed."""
    if not papers:
        return wording.say("licence.none", language)
    count = waiting_count(papers)
    return wording.say(f"licence.headline.{'owed' if count else 'well'}", language, count=isolate(str(count)))


def licence_note(paper: IssuedPaper, wording: Wording, language: Language) -> str:
    """Say what is to be looked at, what it is printed on, and what was printed; "" for nothing."""
    say, sheet = wording.say, paper.open_sheet
    serial = isolate(sheet.serial) if sheet and sheet.serial else ""
    if paper.state is IssuedState.UNSURE and sheet is not None:
        why = wording.explain(Problem(sheet.problem), language) if sheet.problem else ""
        look = "licence.note.look_serial" if serial else "licence.note.look"
        return f"{why} {say(look, language, serial=serial)}".strip()
    notes = []
    if sheet is not None and serial:
        notes.append(say("licence.note.blank", language, serial=serial))
    elif paper.state is IssuedState.OWED and paper.line.paper is OutputPaper.CONTROLLED:
        notes.append(say("licence.note.controlled", language))
    original = paper.original
    if original is not None and original.serial:
        notes.append(say("licence.note.serial", language, serial=isolate(original.serial)))
    if original is None and paper.line.elsewhere:
        notes.append(say("licence.note.elsewhere", language))
    copies = sum(one.mark is not None and one.state is SheetState.PRINTED for one in paper.sheets)
    if copies:
        notes.append(say("licence.note.copies", language, count=isolate(str(copies))))
    return " ".join(notes)


def sheet_words(outcome: SheetOutcome, number: str, wording: Wording, language: Language) -> tuple[str, str]:
    """Say what came of a print, and in which tone."""
    if outcome.problem:
        why = wording.explain(Problem(outcome.problem), language)
        if outcome.state is SheetState.BLANK:
            return f"{why} {wording.say('licence.still_blank', language)}", "warning"
        return why, "danger"
    shown = {"number": isolate(number)}
    if outcome.mark is not None:
        return wording.say("licence.done_copy", language, copy=isolate(str(outcome.mark.number)), **shown), "success"
    if outcome.serial:
        return wording.say("licence.done_serial", language, serial=isolate(outcome.serial), **shown), "success"
    return wording.say("licence.done", language, **shown), "success"
