"""Reactions around the identity document: read it, ask about its letters, type it; judge its dates, fill the form."""

from __future__ import annotations

from datetime import date

from shubbak.domain.chip_word import ChipWord
from shubbak.domain.identity import IdentityDocument, foreign_to, impossible_dates, of_a_child
from shubbak.domain.mrz_likely import doubted_letters
from shubbak.domain.problem import Problem
from shubbak.domain.text import Text, ascii_digits
from shubbak.fields import kinds
from shubbak.fields.full_name import raw_of_latin
from shubbak.fields.kind import Wrong
from shubbak.flow.answers import refresh
from shubbak.flow.context import Context
from shubbak.flow.effects import Effect, NoteWrongProofs, ReadIdentity, Wipe
from shubbak.flow.events import CardChosen, CardOffered, CardsSeen, IdentityConfirmed, IdentityRead, IdentityTyped
from shubbak.flow.pricing import price
from shubbak.flow.route import enter
from shubbak.flow.steps import Stage, Step
from shubbak.flow.visit import ToConfirm
from shubbak.forms.service import Field
from shubbak.ports.chip import MrzKey

_MOST_WRONG_PROOFS = 3
_DAY = Field("day", "date", Text("التاريخ", "Date"))


def card_offered(context: Context, _: CardOffered) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.step is not Step.IDENTIFY or visit.busy:
        return ()
    visit.busy = "identity"
    visit.problems = ()
    visit.to_confirm, visit.cards = None, ()
    return (ReadIdentity(portrait=bool(context.operator)),)


def identity_read(context: Context, event: IdentityRead) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.busy != "identity":
        return ()
    visit.busy = ""
    return _judged(context, event)


def cards_seen(context: Context, event: CardsSeen) -> tuple[Effect, ...]:
    """Ask whose visit it is; nothing of any of the cards is used before."""
    if context.visit.busy == "identity":
        context.visit.busy = ""
        context.visit.cards = event.cards
    return ()


def card_chosen(context: Context, event: CardChosen) -> tuple[Effect, ...]:
    """Go on as if this card had lain alone, and forget the others."""
    visit = context.visit
    if visit.step is not Step.IDENTIFY or visit.busy or not 0 <= event.place < len(visit.cards):
        return ()
    chosen, visit.cards, visit.problems = visit.cards[event.place], (), ()
    return _judged(context, IdentityRead(chosen.reading, chosen.portrait))


def _judged(context: Context, event: IdentityRead) -> tuple[Effect, ...]:
    visit = context.visit
    document = event.reading.document
    if document is None:
        return _not_vouched_for(context, event)
    refused = _refused(context, document)
    if refused:
        return _turned_away(context, Problem(refused))
    visit.identity_typed, visit.names_confirmed = False, False
    visit.portrait, visit.chip_portrait = event.portrait, b""
    visit.chip_key = MrzKey.of_zone(event.reading.lines)
    _accept(context, document)
    return ()


def _not_vouched_for(context: Context, event: IdentityRead) -> tuple[Effect, ...]:
    """Ask for another look; where nothing but letters of the names is in doubt and that has not helped, or where an
    operator holds the document, ask a person what it says.
    """
    visit, reading = context.visit, event.reading
    likely = reading.likely
    if likely is None:
        context.complain(*(reading.problems or (Problem("mrz-not-found"),)))
        return ()
    refused = _refused(context, likely)
    if refused:
        return _turned_away(context, Problem(refused))
    if context.operator or visit.doubted == likely.number:
        key = MrzKey.of_zone(reading.lines)
        visit.to_confirm = ToConfirm(likely, doubted_letters(reading.lines, reading.doubts), event.portrait, key)
    else:
        context.complain(*reading.problems)
    visit.doubted = likely.number
    return ()


def identity_confirmed(context: Context, _: IdentityConfirmed) -> tuple[Effect, ...]:
    """Take the document that was asked about; it is judged again, because a day may have ended meanwhile."""
    visit, asked = context.visit, context.visit.to_confirm
    if visit.step is not Step.IDENTIFY or visit.busy or asked is None:
        return ()
    refused = _refused(context, asked.document)
    if refused:
        visit.to_confirm = None
        return _turned_away(context, Problem(refused))
    visit.identity_typed, visit.names_confirmed = False, True
    visit.portrait, visit.chip_portrait = asked.portrait, b""
    visit.chip_key = asked.chip_key
    _accept(context, asked.document)
    return ()


def _refused(context: Context, document: IdentityDocument) -> str:
    """Return the code of what keeps a document from being used for this request, "" when it may be.

    Who is under eighteen does not sign for themselves; a request that nobody signs is open to them.
    """
    if context.visit.proof and document.number != context.visit.proof:
        return "resume-other-card"
    if _forged(context, document):
        return "chip-altered"
    if document.visa:
        return "identity-visa"
    if impossible_dates(document, context.today):
        return "identity-dates"
    if document.expired(context.today):
        return "identity-expired"
    return "identity-child" if context.service.signature and of_a_child(document, context.today) else ""


def _forged(context: Context, document: IdentityDocument) -> bool:
    """Whether this document's chip was shown to be altered or copied where no operator could look at it."""
    visit = context.visit
    return not context.operator and visit.chip is ChipWord.FAILED and document.number == visit.chip_of


def _turned_away(context: Context, problem: Problem) -> tuple[Effect, ...]:
    """Say why; who showed the wrong document for a kept application too often has no third guess at its number."""
    visit = context.visit
    visit.wrong_proofs += problem.code == "resume-other-card"
    if visit.wrong_proofs >= _MOST_WRONG_PROOFS:
        context.forget_visit()
        return (NoteWrongProofs(), Wipe())
    context.complain(problem)
    return ()


def identity_typed(context: Context, event: IdentityTyped) -> tuple[Effect, ...]:
    """Take the document's data by hand; wrong ones stand at their fields as `identity.<name>`."""
    visit = context.visit
    if visit.step is not Step.IDENTIFY or visit.busy:
        return ()
    document, problems = _typed_document(context, event)
    refused = "" if problems else _refused(context, document)
    if problems or refused:
        if problems:
            context.complain(*problems)
            return ()
        return _turned_away(context, Problem(refused, "identity.birth_date"))
    asked = visit.to_confirm
    if asked is not None and (document.number, document.birth_date) == (
        asked.document.number,
        asked.document.birth_date,
    ):
        visit.portrait, visit.chip_portrait = asked.portrait, b""  # a corrected letter makes nobody else of them
    elif visit.identity is None or not _same_holder(document, visit.identity):
        visit.portrait = visit.chip_portrait = b""  # it may be another person now
    visit.identity_typed, visit.names_confirmed, visit.chip_key = True, False, None
    _accept(context, document)
    return ()


def _same_holder(one: IdentityDocument, other: IdentityDocument) -> bool:
    """Whether two documents are of one number, one day of birth and one name, however its letters are written."""
    names = [full_name(each).upper().split() for each in (one, other)]
    return (one.number, one.birth_date, names[0]) == (other.number, other.birth_date, names[1])


def _typed_document(context: Context, event: IdentityTyped) -> tuple[IdentityDocument, list[Problem]]:
    problems: list[Problem] = []
    number = ascii_digits(event.number).replace(" ", "").upper()
    if len(number) < 5 or not number.isascii() or not number.isalnum():
        problems.append(Problem("identity-number-short", "identity.number"))
    if len(event.full_name.strip()) < 3:
        problems.append(Problem("answer-required", "identity.full_name"))
    birth = _date(event.birth_date, "identity.birth_date", problems)
    expiry = _date(event.expiry, "identity.expiry", problems)
    if birth and birth >= context.today:
        problems.append(Problem("date-not-past", "identity.birth_date"))
    if expiry and expiry < context.today:
        problems.append(Problem("identity-expired", "identity.expiry"))
    read = context.visit.to_confirm.document if context.visit.to_confirm else context.visit.identity
    surname, given = "", event.full_name.strip()
    if read and given == full_name(read):
        surname, given = read.surname, read.given_names
    card = read if read and read.number == number else None  # of another card nothing is handed on
    document = IdentityDocument(
        kind="",
        code=card.code if card else "",
        issuer=card.issuer if card else "",
        number=number,
        surname=surname,
        given_names=given,
        nationality=event.nationality.strip().upper(),
        birth_date=birth,
        sex=card.sex if card else "X",
        expiry=expiry,
        national_number=card.national_number if card else "",
    )
    return document, problems


def full_name(document: IdentityDocument) -> str:
    """Return given names and surname as one Latin line."""
    return f"{document.given_names} {document.surname}".strip()


def doubted_in_full_name(asked: ToConfirm) -> tuple[int, ...]:
    """Return the places in the full name that are in doubt, from 0; its length: something may follow."""
    document, letters, name = asked.document, asked.letters, full_name(asked.document)
    before = len(name) - len(document.surname)
    # Where no given name was seen, one that is there would follow the surname.
    given = letters.given_names if document.given_names else (len(name),) * bool(letters.given_names)
    return tuple(sorted({*given, *(before + place for place in letters.surname)}))


def _accept(context: Context, document: IdentityDocument) -> None:
    if not context.visit.chip.against or document.number != context.visit.chip_of:
        context.visit.chip = ChipWord.NONE
    context.visit.identity = document
    context.visit.proof = context.visit.doubted = ""
    context.visit.problems = ()
    _fill_form(context, document)
    refresh(context)
    price(context)
    enter(context, Stage(Step.IDENTIFY))
    if foreign_to(document, context.service.country):
        context.visit.notices = (Problem("identity-foreign"),)


def _fill_form(context: Context, document: IdentityDocument) -> None:
    """Give each prefilled question its first answer, and take back what only a document of before said; what a person
    has typed stays.
    """
    visit = context.visit
    values = {
        "identity.number": document.number,
        "identity.national_number": document.national_number,
        "identity.full_name": full_name(document),
        "identity.surname": document.surname,
        "identity.given_names": document.given_names,
        "identity.nationality": document.nationality,
        "identity.birth_date": document.birth_date.isoformat() if document.birth_date else "",
        "identity.expiry": document.expiry.isoformat() if document.expiry else "",
    }
    for page in context.service.pages:
        for field in page.fields:
            value = values.get(field.prefill, "")
            if field.kind == "full_name":
                value = raw_of_latin(value)
            if value and (field.id not in visit.raw or field.id in visit.machine_read):
                visit.raw[field.id] = value
                visit.machine_read.add(field.id)
            elif field.prefill in values and not value and field.id in visit.machine_read:
                visit.raw.pop(field.id, None)
                visit.machine_read.discard(field.id)


def _date(untrusted: str, field: str, problems: list[Problem]) -> date | None:
    """Read one day as a date question would; what is wrong with it is added to the problems."""
    answer = kinds()["date"].parse(_DAY, untrusted)
    if isinstance(answer, Wrong):
        problems.append(Problem(answer.code, field, answer.params))
        return None
    return date.fromisoformat(str(answer))
