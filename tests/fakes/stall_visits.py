"""Applications for the sample service, handed in by a real visit, as a station would send them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
from fakes.clock import FakeClock

from shubbak.domain.application import Application, Attachment
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.effects import Effect, ScanDocument, Submit, TakePayment
from shubbak.flow.machine import VisitMachine
from shubbak.forms.catalogue import Catalogue
from shubbak.ports.reader import Reading
from shubbak.wire.application import WireApplication
from shubbak.wire.application_border import write_application

SAMPLES = Path(__file__).parents[1] / "samples" / "services"
STALL = "kw.test.stall"
NOON = datetime(2026, 3, 1, 9, tzinfo=UTC)
_STROKES = (tuple((n * 10, n * 5) for n in range(20)),)


def someone(born: date = date(1990, 1, 5)) -> IdentityDocument:
    """Return the card of a person who does not exist."""
    return IdentityDocument(
        kind="TD1",
        code="I",
        issuer="UTO",
        number="D23145890",
        surname="ERIKSSON",
        given_names="ANNA",
        nationality="UTO",
        birth_date=born,
        sex="F",
        expiry=date(2030, 1, 1),
    )


def hand_in(
    catalogue: Catalogue,
    at: datetime = NOON,
    holder: IdentityDocument | None = None,
    paid_after: timedelta = timedelta(),
    read_after: timedelta = timedelta(),
) -> Application:
    """Ask for a food stall for four days, pay by card and sign."""
    clock = FakeClock(at)
    visit = VisitMachine(catalogue, clock)

    def play(*happenings: e.Event) -> list[Effect]:
        return [effect for event in happenings for effect in visit.handle(event)]

    play(e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen(STALL), e.Next(), e.ConsentGiven())
    clock.advance(seconds=read_after.total_seconds())
    play(e.CardOffered(), e.IdentityRead(Reading((), holder or someone(), (), 1.0)), e.Next())
    play(e.AnswerGiven("days", "4"), e.AnswerGiven("food", "yes"), e.Next(), e.AnswerGiven("gas", "no"), e.Next())
    (scan,) = play(e.DocumentOffered("plan", "sketch"))
    assert isinstance(scan, ScanDocument)
    play(
        e.DocumentScanned(Attachment(scan.need, scan.alternative, "image/png", b"\x89PNG\r\n\x1a\n a sketch")), e.Next()
    )
    clock.advance(seconds=paid_after.total_seconds())
    play(e.Next())
    (asked,) = play(e.PayRequested(PaymentMethod.CARD))
    assert isinstance(asked, TakePayment)
    play(e.PaymentSettled(replace(asked.payment, state=PaymentState.CAPTURED)))
    (submit,) = play(e.Signed(_STROKES))
    assert isinstance(submit, Submit)
    return submit.application


def as_sent(application: Application, **changes: object) -> WireApplication:
    """Return an application as it travels; `changes` are what a station that lies would write."""
    sent = msgspec.msgpack.decode(write_application(application), type=WireApplication)
    return msgspec.structs.replace(sent, **changes)
