"""The longest names and amounts at 200 % text: nothing is cut and nothing leaves its card."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from kiosk_stage import SAMPLE, SMALL, STALL, KioskStage, card, reading
from screen_faults import faults
from stage import LANDSCAPE, PORTRAIT, Stage

from shubbak.domain.payment import PaymentMethod
from shubbak.domain.text import Language
from shubbak.flow import events as e

LONG_STALL = (
    SAMPLE.read_text(encoding="utf-8")
    .replace('"ترخيص كشك"', '"تجديد ترخيص إشغال الطرق والأرصفة والميادين العامة للأكشاك والمظلات الموسمية"')
    .replace('"Stall licence"', '"Renewal of the permit to occupy roads, pavements and squares with seasonal stalls"')
    .replace('"1.500"', '"12345.678"')
    .replace('"6.000"', '"49382.712"')
    .replace('"رسم يومي"', '"رسم إشغال الأرصفة والميادين العامة لليوم الواحد"')
    .replace('"Daily fee"', '"Fee for occupying pavements and public squares for one day"')
)
SIX_PARTS = card("ABDULRAHMAN MOHAMMED ABDULAZIZ ABDULMOHSEN", "T0041902699881")


def screens(stage: KioskStage, language: Language) -> Iterator[str]:
    stage.say(e.Touched(), e.LanguageChosen(language))
    yield "find"
    stage.say(e.ServiceChosen(STALL))
    yield "needs"
    stage.say(e.Next(), e.ConsentGiven(), e.CardOffered(), reading(SIX_PARTS))
    yield "identify"
    stage.say(e.Next(), e.AnswerGiven("days", "1"), e.AnswerGiven("food", "no"))
    yield "questions"
    stage.say(e.Next())
    yield "review"
    stage.say(e.Next())
    yield "pay"
    stage.say(e.PayRequested(PaymentMethod.CARD))
    yield "paying"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, SMALL])
def test_the_longest_words_find_room(
    kiosk: Callable[..., KioskStage], size: tuple[int, int], language: Language
) -> None:
    stage = kiosk(size, stall=LONG_STALL)
    stage.look.textScale = 2.0
    found = []
    for name in screens(stage, language):
        stage.settle()
        found += [f"{name}: {fault}" for fault in faults(stage)]
        assert stage.visit.screen in name or name == "paying"
    assert "12,345.678" in stage.kiosk.models["paymentModel"].property("total")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_amount_of_millions_shrinks_into_its_line(stage: Stage, language: str) -> None:
    stage.look.textScale = 2.0
    line = stage.show(
        'AmountLine { width: 880; grand: true; role: "title"; text: "Total"; amount: "1,234,567.890 Kuwaiti dinars" }',
        language=language,
    )
    stage.window.grabWindow()
    figure = line.childItems()[1]
    assert figure.property("contentWidth") <= line.width()
    assert figure.x() >= 0
