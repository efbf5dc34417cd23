"""The visit machine: `handle(event)` changes the visit and returns what is asked of the world."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shubbak.domain.text import Language
from shubbak.flow import (
    answering,
    browsing,
    chip_reading,
    closing,
    events,
    identifying,
    looking_up,
    paging,
    paying,
    planning,
    scanning,
    shelving,
    slipping,
    staffing,
)
from shubbak.flow.context import Context
from shubbak.flow.effects import Effect
from shubbak.flow.visit import Visit
from shubbak.forms.catalogue import Catalogue
from shubbak.ports.clock import Clock

_REACTIONS: dict[type, Callable[[Context, Any], tuple[Effect, ...]]] = {
    events.Touched: browsing.touched,
    events.LanguageChosen: browsing.language_chosen,
    events.ServiceChosen: browsing.service_chosen,
    events.ConsentGiven: browsing.consent_given,
    events.Back: browsing.back,
    events.StartOver: browsing.start_over,
    events.Finished: browsing.finished,
    events.StillHere: browsing.still_here,
    events.IdleElapsed: browsing.idle_elapsed,
    events.ConditionsChanged: browsing.conditions_changed,
    events.StaffAsked: staffing.staff_asked,
    events.StaffAdmitted: staffing.staff_admitted,
    events.StaffLeft: staffing.staff_left,
    events.PutAside: shelving.put_aside,
    events.DraftKept: shelving.draft_kept,
    events.SlipAsked: slipping.slip_asked,
    events.SlipPrinted: slipping.slip_printed,
    events.SlipFailed: slipping.slip_failed,
    events.SlipRetried: slipping.slip_retried,
    events.ResumeAsked: slipping.resume_asked,
    events.DraftChosen: shelving.draft_chosen,
    events.DraftTaken: shelving.draft_taken,
    events.DraftFailed: shelving.draft_failed,
    events.CardOffered: identifying.card_offered,
    events.CardsSeen: identifying.cards_seen,
    events.CardChosen: identifying.card_chosen,
    events.ChipOffered: chip_reading.chip_offered,
    events.ChipSkipped: chip_reading.chip_skipped,
    events.ChipRead: chip_reading.chip_read,
    events.ChipFailed: chip_reading.chip_failed,
    events.IdentityRead: identifying.identity_read,
    events.IdentityConfirmed: identifying.identity_confirmed,
    events.IdentityTyped: identifying.identity_typed,
    events.AnswerGiven: answering.answer_given,
    events.Next: answering.go_on,
    events.EditRequested: answering.edit_requested,
    events.DocumentOffered: scanning.document_offered,
    events.DocumentScanned: scanning.document_scanned,
    events.DocumentRemoved: scanning.document_removed,
    events.PagesTaken: paging.pages_taken,
    events.PageRemoved: paging.page_removed,
    events.PageMoved: paging.page_moved,
    events.PageExcused: paging.page_excused,
    events.HelpAsked: browsing.help_asked,
    events.HelpEnded: browsing.help_ended,
    events.ScanFailed: scanning.scan_failed,
    events.LookUpAsked: looking_up.look_up_asked,
    events.RegisterSearched: looking_up.register_searched,
    events.RecordFound: looking_up.record_found,
    events.RecordMissing: looking_up.record_missing,
    events.EntriesFound: looking_up.entries_found,
    events.RegisterUnreachable: looking_up.register_unreachable,
    events.PayRequested: paying.pay_requested,
    events.PaymentAskedAgain: paying.asked_again,
    events.PaymentSettled: paying.settled,
    events.PaymentNotStarted: paying.not_started,
    events.LandFound: planning.land_found,
    events.LandChosen: planning.land_chosen,
    events.PlanPrinted: planning.plan_printed,
    events.PlanFailed: planning.plan_failed,
    events.PlanRetried: planning.plan_retried,
    events.Signed: closing.signed,
    events.Submitted: closing.submitted,
    events.SubmitFailed: closing.submit_failed,
    events.SubmitRetried: closing.submit_retried,
    events.Acknowledged: closing.acknowledged,
    events.Printed: closing.printed,
    events.PrintFailed: closing.print_failed,
    events.PrintRetried: closing.print_retried,
}


class VisitMachine:
    """One visit after another at one station; no thread but its owner's may call it.

    An event that the present step has no use for (a second tap, a device's late answer) changes nothing.
    """

    def __init__(
        self, catalogue: Catalogue, clock: Clock, first_language: Language = Language.AR, operator: str = ""
    ) -> None:
        self.context = Context(catalogue, clock, first_language, operator, Visit(language=first_language))

    @property
    def visit(self) -> Visit:
        return self.context.visit

    def use_catalogue(self, catalogue: Catalogue) -> None:
        """Take a newer catalogue between two visits; a visit under way keeps the one it began with."""
        if self.visit.service is None:
            self.context.catalogue = catalogue

    def handle(self, event: events.Event) -> tuple[Effect, ...]:
        """React to one event; effects are to be run in order, their answers come back as events."""
        return _REACTIONS[type(event)](self.context, event)
