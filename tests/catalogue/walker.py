"""A person who goes through a visit from the first touch to the receipt, step by step, whatever the service asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from fakes.ordinary_raw import PAGE
from shipped import clock_of

from shubbak.domain.application import Application, Attachment
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.page import Page
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Language, Text
from shubbak.flow import events as e
from shubbak.flow.effects import (
    BindDocument,
    Effect,
    FindLand,
    LookUp,
    Print,
    ScanDocument,
    SearchRegister,
    Submit,
    TakePayment,
)
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step
from shubbak.forms.catalogue import Catalogue
from shubbak.forms.documents import SCANNED_KINDS, alternatives_of, asked_documents, offered_documents
from shubbak.forms.facts import visible_fields
from shubbak.forms.service import Field, Service
from shubbak.ports.reader import Reading
from shubbak.ports.registers import RegisterEntry

STROKES = (tuple((n * 10, n * 5) for n in range(20)),)
_NATIONS = {"JO": "JOR", "OM": "OMN", "KW": "KWT", "SA": "SAU"}
_MOST_STEPS = 60


def card(service: Service, today: date) -> IdentityDocument:
    """Return the identity card of a grown-up of the service's country."""
    nation = _NATIONS[service.country]
    return IdentityDocument(
        kind="TD1",
        code="I",
        issuer=nation,
        number="D23145890",
        surname="ALHARTHI",
        given_names="SALEM AHMAD",
        nationality=nation,
        birth_date=date(1980, 1, 5),
        sex="M",
        expiry=today + timedelta(days=400),
    )


class Walker:
    """One visit of one service in one language; `raw` is what the person would type, by question.

    operator: whoever sits at an office's counter, "" at a kiosk. reachable: whether the portal's registers answer.
    records: what a look-up finds, by question; it finds nothing for the others.
    """

    def __init__(
        self, service: Service, language: Language, raw: dict[str, str], operator: str = "", reachable: bool = True
    ) -> None:
        self.service, self.language, self.raw, self.reachable = service, language, raw, reachable
        self.records: dict[str, Mapping[str, str]] = {}
        self.clock = clock_of(service)
        self.machine = VisitMachine(Catalogue(1, {service.id: service}), self.clock, operator=operator)
        self.passed: list[Step] = []
        self.printed: list[Print] = []

    @property
    def visit(self):  # type: ignore[no-untyped-def] # the machine's own
        return self.machine.visit

    def walk(self, until: Step = Step.RECEIPT, page: str = "") -> Application | None:
        """Go on until a step (and page) is reached; returns the application once it was handed in."""
        self._play(e.Touched(), e.LanguageChosen(self.language), e.ServiceChosen(self.service.id))
        for _ in range(_MOST_STEPS):
            here = self.visit.stage
            if here.step is until and (not page or here.page == page):
                return self.visit.application
            if not self.passed or self.passed[-1] is not here.step:
                self.passed.append(here.step)
            self._STEPS[here.step](self)
            assert self.visit.stage != here, f"{self.service.id} stays at {here}: {self.visit.problems}"
        raise AssertionError(f"{self.service.id} never came to {until}")

    def _play(self, *happenings: e.Event) -> list[Effect]:
        return [effect for event in happenings for effect in self.machine.handle(event)]

    def _next(self) -> None:
        self._settle(self._play(e.Next()))

    def _consent(self) -> None:
        self._play(e.ConsentGiven())

    def _identify(self) -> None:
        today = self.clock.now().date()
        self._play(e.CardOffered(), e.IdentityRead(Reading((), card(self.service, today), (), 1.0)), e.Next())

    def answer_page(self) -> None:
        """Answer the page's questions in their order, because one answer may bring up the next."""
        for field in self.machine.context.page.fields:
            shown = {one.id: one for one in visible_fields(self.machine.context.page, self.visit.answers)}
            if field.id in shown and field.id in self.raw:
                self._answer(shown[field.id])

    def _questions(self) -> None:
        self.answer_page()
        self._next()

    def _answer(self, field: Field) -> None:
        raw = self.raw[field.id]
        if field.kind in SCANNED_KINDS:
            self._scan(field.id, alternatives_of(self.service, field)[0].id)
        elif field.kind == "register_choice":
            self._search(field, raw)
        else:
            self._play(e.AnswerGiven(field.id, tuple(raw.split(",")) if field.kind == "multi_choice" else raw))
        if field.kind == "licence_lookup":
            (look_up,) = self._play(e.LookUpAsked(field.id))
            assert isinstance(look_up, LookUp)
            self._play(self._looked_up(field.id, look_up.number))

    def _looked_up(self, name: str, number: str) -> e.Event:
        if not self.reachable:
            return e.RegisterUnreachable(name, number)
        return (
            e.RecordFound(name, number, self.records[name]) if name in self.records else e.RecordMissing(name, number)
        )

    def _search(self, field: Field, raw: str) -> None:
        """Choose from the list; where it cannot be reached, type the words."""
        entry, _, names = raw.partition("|")
        words = names.partition("|")[0] or entry
        (search,) = self._play(e.RegisterSearched(field.id, words))
        assert isinstance(search, SearchRegister)
        if self.reachable:
            found = RegisterEntry(entry, Text(words, words))
            self._play(e.EntriesFound(field.id, words, (found,)), e.AnswerGiven(field.id, entry))
        else:
            self._play(e.RegisterUnreachable(field.id, words), e.AnswerGiven(field.id, words))

    def _scan(self, place: str, alternative: str) -> None:
        """Lay down as many pages as the document has at least."""
        (scan,) = self._play(e.DocumentOffered(place, alternative))
        assert isinstance(scan, ScanDocument)
        least = offered_documents(self.service)[scan.need][alternative].least
        pages = tuple(Page(PAGE + bytes([number]), 40, 60) for number in range(least))
        (bind,) = self._play(e.PagesTaken(scan.need, alternative, pages))
        assert isinstance(bind, BindDocument)
        bound = b"%PDF-1.7\n" + b"".join(page.body for page in bind.pages)
        self._play(e.DocumentScanned(Attachment(bind.need, bind.alternative, "application/pdf", bound, least)))

    def _documents(self) -> None:
        for need in asked_documents(self.service, self.visit.answers):
            if need.required:
                self._scan(need.id, need.alternatives[0].id)
        self._next()

    def _pay(self) -> None:
        """Pay by card; where that makes another sum, look at it and ask again."""
        asked = self._play(e.PayRequested(PaymentMethod.CARD))
        if not asked:
            self.clock.advance(seconds=5)
            asked = self._play(e.PayRequested(PaymentMethod.CARD))
        assert len(asked) == 1, self.visit.problems
        assert isinstance(asked[0], TakePayment)
        assert asked[0].payment.amount.amount_minor > 0
        self._settle(self._play(e.PaymentSettled(replace(asked[0].payment, state=PaymentState.CAPTURED))))

    def _sign(self) -> None:
        self._settle(self._play(e.Signed(STROKES)))

    def _settle(self, asked: list[Effect]) -> None:
        """Let the store keep what was handed in, and the printer print its receipt. No land is here, so that the office
        draws what a station with a cadastre draws at once.
        """
        for effect in asked:
            if isinstance(effect, FindLand):
                self._play(e.LandFound(effect.parts))
                self._next()
                continue
            assert isinstance(effect, Submit)
            done = effect.application
            number = ReceiptNumber("K07", self.clock.now().year, 1)
            receipt = Receipt(number, done.id, done.service_id, done.total, self.clock.now())
            (to_print,) = self._play(e.Submitted(receipt, "https://portal.invalid/v#1"))
            assert isinstance(to_print, Print)
            self.printed.append(to_print)
            self._play(e.Printed())

    _STEPS: dict[Step, Callable[[Walker], None]] = {  # noqa: RUF012 - a table, never written
        Step.NEEDS: _next,
        Step.CONSENT: _consent,
        Step.IDENTIFY: _identify,
        Step.QUESTIONS: _questions,
        Step.DOCUMENTS: _documents,
        Step.REVIEW: _next,
        Step.PAY: _pay,
        Step.SIGN: _sign,
    }
