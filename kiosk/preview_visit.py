"""A visit that stands on a form at once, and goes on with the same answers when the form is another one by now."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.preview_registers import as_chosen
from kiosk.preview_world import PreviewWorld
from kiosk.ui.visit_model import VisitModel
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.answers import refresh
from shubbak.flow.paging import scan_problem
from shubbak.flow.route import enter, stages
from shubbak.flow.scanning import answer_with_attachments
from shubbak.flow.steps import Stage, Step
from shubbak.flow.visit import Visit
from shubbak.forms.card import card_of
from shubbak.forms.catalogue import Catalogue
from shubbak.forms.documents import offered_alternatives
from shubbak.forms.service import Service

#: Steps that a changed file is shown on; money and signature belong to the request as it was.
_SHOWN_AGAIN = frozenset({Step.NEEDS, Step.CONSENT, Step.IDENTIFY, Step.QUESTIONS, Step.DOCUMENTS, Step.REVIEW})


def show_service(visit_model: VisitModel, service: Service, world: PreviewWorld, language: Language) -> None:
    """Put the service on the screen: on its first page, or where the last form stood, with what was answered so far."""
    context = visit_model.machine.context
    before = context.visit
    context.catalogue = Catalogue(1, {service.id: service}, (card_of(service, ""),))
    context.forget_visit()
    for event in _to_first_page(service, world, language):
        visit_model.machine.handle(event)
    if before.service is not None:
        _carry_over(visit_model, before)
    if before.step in _SHOWN_AGAIN and before.stage in stages(context):
        enter(context, before.stage)
    redraw(visit_model)


def show_page(visit_model: VisitModel, stage: Stage) -> None:
    """Put any stage on the screen, also one that these answers would not lead to."""
    enter(visit_model.machine.context, stage)
    redraw(visit_model)


def answer(visit_model: VisitModel, raw: Mapping[str, str]) -> None:
    """Answer with raw answers by question."""
    visit_model.machine.visit.raw.update(as_chosen(visit_model.machine.context.service, raw))
    refresh(visit_model.machine.context)


def redraw(visit_model: VisitModel) -> None:
    """Let every screen forget what it shows and read the visit anew."""
    visit_model.languageChanged.emit()
    visit_model.wiped.emit()
    visit_model.stepChanged.emit()
    visit_model.changed.emit()


def _to_first_page(service: Service, world: PreviewWorld, language: Language) -> list[e.Event]:
    way: list[e.Event] = [e.Touched(), e.LanguageChosen(language), e.ServiceChosen(service.id), e.Next()]
    way.append(e.ConsentGiven())
    if service.identify:
        way += [e.CardOffered(), e.IdentityRead(world.card(service.country)), e.Next()]
    return way


def _carry_over(visit_model: VisitModel, before: Visit) -> None:
    context = visit_model.machine.context
    asked = {field.id for page in context.service.pages for field in page.fields}
    offered = offered_alternatives(context.service)
    context.visit.raw.update({name: typed for name, typed in before.raw.items() if name in asked})
    # The file may ask for other documents by now, or for more pages of one.
    scans = {need: scan for need, scan in before.scans.items() if scan.alternative in offered.get(need, ())}
    context.visit.scans.update(scans)
    bound = {need: page for need, page in before.attachments.items() if page.alternative in offered.get(need, ())}
    for need, page in bound.items():
        if need not in scans or scan_problem(context.service, need, scans[need]) is None:
            context.visit.attachments[need] = page
    answer_with_attachments(context)
    refresh(context)
