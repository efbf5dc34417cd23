"""The steps of a visit and the stages a service makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """Where the visit stands; each has one screen."""

    ATTRACT = "attract"
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


#: Nothing of a person is known yet in these.
OPENING = frozenset({Step.ATTRACT, Step.LANGUAGE, Step.FIND})


@dataclass(frozen=True, slots=True)
class Stage:
    """One screenful of a visit: a step, and for QUESTIONS the page's id."""

    step: Step
    page: str = ""
