"""The steps of a visit and the stages a service makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """Where the visit stands; each has one screen."""

    ATTRACT = "attract"
    CLOSED = "closed"
    STAFF_PIN = "staff_pin"
    STAFF = "staff"
    LANGUAGE = "language"
    FIND = "find"
    NEEDS = "needs"
    CONSENT = "consent"
    IDENTIFY = "identify"
    QUESTIONS = "questions"
    DOCUMENTS = "documents"
    REVIEW = "review"
    PAY = "pay"
    SIGN = "sign"
    SUBMIT = "submit"
    RECEIPT = "receipt"
    SLIP = "slip"


#: Nothing of a person is known yet in these.
OPENING = frozenset({Step.ATTRACT, Step.CLOSED, Step.STAFF_PIN, Step.STAFF, Step.LANGUAGE, Step.FIND})
#: No visit: the station's own people stand in front of the screen.
STAFF = frozenset({Step.STAFF_PIN, Step.STAFF})


@dataclass(frozen=True, slots=True)
class Stage:
    """One screenful of a visit: a step, and for QUESTIONS the page's id."""

    step: Step
    page: str = ""
