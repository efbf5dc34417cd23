"""The stall's visit with a page more: a photo, a document of the list, a look-up with what it fills, a list."""

from __future__ import annotations

from dataclasses import replace

from visit_script import machine, play, to_questions

from shubbak.domain.text import Text
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.forms.service import DocumentAlternative, DocumentNeed, Field, Option, Page, Verified

_LABEL = Text("سؤال", "Question")
_KINDS = (Option("food", Text("أغذية", "Food")), Option("cloth", Text("أقمشة", "Cloth")))
SHOP = Page(
    "shop",
    Text("المحل", "The shop"),
    (
        Field("front", "photo", _LABEL),
        Field("right", "document", _LABEL, rules={"of": "site_right"}),
        Field(
            "licence",
            "licence_lookup",
            _LABEL,
            required=False,
            rules={"register": "licences"},
            fills={"trade": "trade_name", "size": "area_m2", "sort": "activity", "holder": "trade_name"},
        ),
        Field("activity", "register_choice", _LABEL, required=False, rules={"register": "activities"}),
    ),
)
MORE = Page(
    "more",
    Text("التفاصيل", "Details"),
    (
        Field("trade", "text", _LABEL, required=False),
        Field("size", "number", _LABEL, required=False, rules={"max": 500}),
        Field("sort", "choice", _LABEL, required=False, options=_KINDS),
    ),
)
RIGHT = DocumentNeed(
    "site_right",
    Text("سند الموقع", "Right to the site"),
    (DocumentAlternative("lease", Text("عقد", "Lease")), DocumentAlternative("deed", Text("صك", "Deed"))),
    Verified.SAMPLE,
)


def shop_machine(operator: str = "") -> VisitMachine:
    """A machine whose stall asks for all that; `food` still decides whether the plan is wanted."""
    visit = machine(operator)
    stall = visit.context.catalogue.services["kw.test.stall"]
    service = replace(stall, pages=(*stall.pages, SHOP, MORE), documents=(*stall.documents, RIGHT))
    visit.context.catalogue = replace(visit.context.catalogue, services={service.id: service})
    return visit


def to_shop(operator: str = "") -> VisitMachine:
    """Go to the page with the new questions."""
    visit = shop_machine(operator)
    to_questions(visit)
    play(visit, e.AnswerGiven("days", "4"), e.AnswerGiven("food", "no"), e.Next())
    assert visit.visit.stage.page == "shop"
    return visit
