"""Every kind of question on the real page: at three sizes, in both languages, large, wrong, filled, and played."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from kiosk_stage import SAMPLES, SMALL, KioskStage, reading, wording
from screen_faults import faults
from stage import LANDSCAPE, PORTRAIT, walk

from kiosk.arguments import parse_arguments
from kiosk.hand import NothingThere
from kiosk.pilot import Pilot
from kiosk.rehearsal import look
from shubbak.domain.application import Attachment
from shubbak.domain.page import Page, PageFault
from shubbak.domain.text import Language, Text
from shubbak.flow import events as e
from shubbak.flow.steps import Step
from shubbak.ports.registers import RegisterEntry

EVERY_KIND = "kw.test.every_kind"
FORM = (SAMPLES / "every_kind.yaml").read_text(encoding="utf-8")
HEIRS = [
    {"heir": "نورة سالم عبد الرحمن الأحمد", "civil_id": "288020122596", "share": "40", "kin": "daughter"},
    {"heir": "أحمد", "civil_id": "12", "share": "60", "born": "1990-11-02", "kin": "son"},
]
NAME = {"first": "عبد الرحمن", "father": "سالم", "family": "الأحمد", "latin": ""}
HOME = {"area": "السالمية", "block": "4", "building": "12"}
PLOT = {"area": "السالمية", "block": "4", "plot": "17"}
STROKES = ";".join([" ".join(f"{40 + n * 9},{230 + (n * 37) % 120}" for n in range(100))])
ENTRIES = (
    RegisterEntry("5610", Text("مطعم ومقهى", "Restaurant and café")),
    RegisterEntry("4711", Text("بقالة", "Grocery")),
)
MOVES = ("controls.up", "controls.down")
SCAN = Attachment("front", "front", "image/jpeg", b"a photo")
TOURS = [
    (PORTRAIT, Language.AR, 1.0, False),
    (PORTRAIT, Language.EN, 1.0, True),
    (LANDSCAPE, Language.AR, 1.0, False),
    (LANDSCAPE, Language.EN, 1.0, False),
    (SMALL, Language.AR, 1.0, False),
    (SMALL, Language.EN, 1.0, False),
    (PORTRAIT, Language.AR, 2.0, False),
    (PORTRAIT, Language.EN, 2.0, False),
    (SMALL, Language.EN, 1.6, False),
]


def raw(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def pages(stage: KioskStage) -> Iterator[str]:
    """Bring each page onto the screen: as it comes, refused, and filled."""
    say = stage.say
    yield "owner"
    say(e.Next())
    yield "owner-refused"
    say(e.AnswerGiven("name", raw(NAME)), e.AnswerGiven("home", raw(HOME)))
    yield "owner-filled"
    say(e.Next())
    yield "land"
    say(e.AnswerGiven("plot", raw(PLOT)), e.AnswerGiven("until", "1448-09-12"))
    yield "land-filled"
    say(e.Next())
    yield "heirs-none"
    say(e.AnswerGiven("heirs", raw(HEIRS)))
    yield "heirs-two"
    say(e.Next())
    yield "heirs-refused"
    say(e.AnswerGiven("heirs", raw([HEIRS[0], {}, {}])))
    yield "heirs-full"
    say(e.AnswerGiven("heirs", raw(HEIRS[:1])), e.Next())
    yield "proof"
    say(e.DocumentOffered("front", "front"))
    yield "proof-scanning"
    say(e.DocumentScanned(SCAN), e.AnswerGiven("partner", STROKES), e.Next())
    yield "proof-refused"
    say(e.DocumentOffered("right", "lease"), e.DocumentScanned(Attachment("site_right", "lease", "image/jpeg", b"x")))
    say(e.Next())
    yield "shop"
    say(e.AnswerGiven("licence", "88214"), e.LookUpAsked("licence"), e.RegisterSearched("activity", "م"))
    yield "shop-busy"
    say(e.RecordFound("licence", "88214", {"name": "مقهى النخيل"}), e.EntriesFound("activity", "م", ENTRIES))
    yield "shop-found"
    say(e.AnswerGiven("activity", "5610"), e.AnswerGiven("place", "29.375900,47.977400"))
    yield "shop-chosen"
    say(e.AnswerGiven("licence", "9"), e.LookUpAsked("licence"), e.RecordMissing("licence", "9"))
    say(e.AnswerGiven("activity", ""), e.RegisterSearched("activity", "x"), e.RegisterUnreachable("activity", "x"))
    yield "shop-unreachable"


def scrolled(stage: KioskStage) -> Iterator[None]:
    """From the top of the page to its end."""
    flick = next(item for item in walk(stage.window.contentItem()) if item.inherits("QQuickFlickable") and item.clip())
    most = max(0.0, float(flick.property("contentHeight")) - flick.height())
    for y in (*range(0, int(most), max(200, int(flick.height() * 0.8))), most):
        flick.setProperty("contentY", float(y))
        stage.settle()
        yield


def beside_the_page(fault: str) -> bool:
    """What has just been scrolled to the edge comes near the keys that scroll; the next touch moves it on."""
    return fault.endswith("apart") and any(wording().text(key).say(one) in fault for key in MOVES for one in Language)


@pytest.mark.parametrize(
    ("size", "language", "scale", "contrast"), TOURS, ids=lambda value: str(getattr(value, "value", value))
)
def test_every_page_stands(
    kiosk: Callable[..., KioskStage], size: tuple[int, int], language: Language, scale: float, contrast: bool
) -> None:
    stage = kiosk(size, FORM)
    stage.to_questions(EVERY_KIND, language)
    stage.look.textScale, stage.look.highContrast = scale, contrast
    found = []
    for name in pages(stage):
        stage.settle()
        assert stage.visit.screen == "questions", name
        for _ in scrolled(stage):
            found += [f"{name}: {fault}" for fault in faults(stage) if not beside_the_page(fault)]
    assert not found, "\n".join(dict.fromkeys(found))


class World:
    """Answers what the pilot's visit asks of devices and registers, one answer a step."""

    def __init__(self, stage: KioskStage, reach: str) -> None:
        self._stage = stage
        self._reach = reach

    def answer(self) -> None:
        visit = self._stage.visit.machine.visit
        if visit.busy == "identity":
            self._stage.say(reading())
        elif visit.busy == "document":
            need = {"right": "site_right"}.get(visit.scanning, visit.scanning)
            alternative = "lease" if need == "site_right" else need
            self._stage.say(e.DocumentScanned(Attachment(need, alternative, "image/jpeg", b"a page")))
        for field, asked in list(visit.asked.items()):
            if asked.reach == "busy":
                found = e.EntriesFound(field, asked.what, ENTRIES)
                self._stage.say(found if self._reach == "found" else e.RegisterUnreachable(field, asked.what))


@pytest.mark.parametrize(
    ("reach", "answered", "answers"),
    [
        ("found", "5610", {}),
        ("unreachable", "typed:م", {"heirs": raw(HEIRS[:1]), "name": raw({**NAME, "latin": "ABD"})}),
    ],
    ids=["found, as it likes", "unreachable, as told"],
)
def test_a_pilot_answers_every_kind(
    kiosk: Callable[..., KioskStage], reach: str, answered: str, answers: dict[str, str]
) -> None:
    stage = kiosk(stall=FORM)
    pilot, world = Pilot(stage.hand, EVERY_KIND, answers=answers), World(stage, reach)
    stage.say(e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen(EVERY_KIND))
    for _ in range(80):
        if stage.visit.screen == Step.REVIEW.value:
            break
        try:
            pilot.step(look(stage.visit))
        except NothingThere:
            stage.settle()
        world.answer()
        stage.hand._pause(0.4)
    visit = stage.visit.machine.visit
    assert visit.step is Step.REVIEW, (visit.stage, visit.problems)
    assert visit.answers["activity"] == answered
    assert len(visit.answers["heirs"]) == (1 if answers else 2)
    assert visit.answers["name"]["latin"] == ("ABD" if answers else "")
    assert set(visit.attachments) == {"front", "site_right"}


@pytest.fixture
def counter(kiosk: Callable[..., KioskStage]) -> KioskStage:
    """A kiosk on the first page of questions, in English."""
    stage = kiosk(stall=FORM)
    stage.to_questions(EVERY_KIND, Language.EN)
    return stage


def to_page(stage: KioskStage, page: str) -> None:
    given = {"name": raw(NAME), "home": raw(HOME), "plot": raw(PLOT), "until": "2027-03-05", "heirs": raw(HEIRS[:1])}
    for _ in range(4):
        if stage.visit.machine.visit.stage.page == page:
            return
        stage.say(*(e.AnswerGiven(field, text) for field, text in given.items()), e.Next())


def said(stage: KioskStage) -> set[str]:
    return {str(item.property("text")) for item in stage.items() if item.property("text")}


def test_several_choices_reach_the_visit(counter: KioskStage) -> None:
    to_page(counter, "land")
    for option in ("ur", "ar"):
        counter.hand.tap(f"question-languages/option-{option}")
    assert counter.visit.machine.visit.answers["languages"] == ("ar", "ur")


def test_a_spelling_is_offered_and_taken_only_when_touched(counter: KioskStage) -> None:
    counter.say(e.AnswerGiven("name", raw(NAME)))
    assert counter.visit.machine.visit.answers["name"]["latin"] == ""
    counter.hand.tap("question-name/use-offered")
    assert counter.visit.machine.visit.answers["name"]["latin"] == "ABDULRAHMAN SALEM AL-AHMAD"
    assert not counter.hand.sees("question-name/use-offered")


def test_names_open_the_arabic_keyboard_for_everybody(counter: KioskStage) -> None:
    counter.hand.tap("question-name/part-first/box")
    assert counter.keyboard.property("layoutName") == "ar"
    counter.hand.tap("question-name/part-latin/box")
    assert counter.keyboard.property("layoutName") == "en"
    counter.hand.tap("question-home/part-street/box")
    assert counter.keyboard.property("layoutName") == "en"


def test_a_plot_may_have_a_slash_and_a_letter(counter: KioskStage) -> None:
    to_page(counter, "land")
    counter.say(e.AnswerGiven("plot", raw({**PLOT, "plot": ""})))
    counter.hand.write("question-plot/part-plot/box", "12/3أ")
    assert counter.visit.machine.visit.answers["plot"]["plot"] == "12/3أ"


def test_the_same_day_stands_in_both_calendars(counter: KioskStage) -> None:
    to_page(counter, "land")
    counter.say(e.AnswerGiven("until", "2026-03-01"))
    assert any("Ramadan" in words for words in said(counter))
    counter.hand.tap("question-until/calendar-hijri")
    assert counter.visit.machine.visit.raw["until"] == "1447-09-12"
    assert "9 · Ramadan" in said(counter)
    assert counter.visit.machine.visit.answers["until"] == "2026-03-01"


def test_rows_are_added_taken_away_and_brought_back(counter: KioskStage) -> None:
    to_page(counter, "family")
    counter.say(e.AnswerGiven("heirs", raw(HEIRS)))
    counter.hand.tap("question-heirs/row-0/row-remove")
    assert [row["heir"] for row in json.loads(counter.visit.machine.visit.raw["heirs"])] == ["أحمد"]
    counter.hand.tap("question-heirs/bring-back")
    assert json.loads(counter.visit.machine.visit.raw["heirs"]) == HEIRS
    counter.hand.tap("question-heirs/row-add")
    assert "Heir \u20663\u2069 of \u20663\u2069" in said(counter)
    assert not counter.hand.sees("question-heirs/row-add")


def test_a_refused_row_opens_and_says_what_is_wrong_with_each_cell(counter: KioskStage) -> None:
    to_page(counter, "family")
    counter.say(e.AnswerGiven("heirs", raw([HEIRS[0], {"heir": "أحمد"}])), e.Next())
    cell = "question-heirs/row-1/column-"
    assert counter.hand.sees(f"{cell}civil_id/box")
    assert not counter.hand.sees("question-heirs/row-0/column-civil_id/box")
    counter.hand.tap(f"{cell}kin/option-son")
    assert json.loads(counter.visit.machine.visit.raw["heirs"])[1]["kin"] == "son"


def test_a_number_that_identifies_is_hidden_in_a_closed_row(counter: KioskStage) -> None:
    to_page(counter, "family")
    counter.say(e.AnswerGiven("heirs", raw(HEIRS[:1])))
    assert not any("288020" in words for words in said(counter))


def test_an_added_row_comes_into_view_with_its_first_question(counter: KioskStage) -> None:
    to_page(counter, "family")
    counter.say(e.AnswerGiven("heirs", raw([HEIRS[0], HEIRS[0]])))
    counter.hand.tap("question-heirs/row-add")
    counter.settle()
    box = counter.hand.find("question-heirs/row-2/column-heir/box")
    assert counter.seen(box) == counter.box(box)
    assert not counter.keyboard.property("open")


def test_the_kiosks_own_place_is_offered(counter: KioskStage) -> None:
    to_page(counter, "proof")
    scans = (("front", "front", "front"), ("right", "site_right", "lease"))
    for question, need, alternative in scans:
        page = Attachment(need, alternative, "image/jpeg", b"x")
        counter.say(e.DocumentOffered(question, alternative), e.DocumentScanned(page))
    counter.say(e.AnswerGiven("partner", STROKES), e.Next())
    counter.hand.tap("question-place/place-here")
    assert counter.visit.machine.visit.answers["place"] == "29.375900,47.977400"


def test_a_kiosk_is_told_its_place_in_degrees() -> None:
    assert parse_arguments(["--here", "29.3759,47.9774"]).here == "29.375900,47.977400"
    with pytest.raises(SystemExit):
        parse_arguments(["--here", "91,0"])


def test_a_computed_value_follows_the_rows(counter: KioskStage) -> None:
    to_page(counter, "family")
    counter.say(e.AnswerGiven("heirs", raw([HEIRS[0], {**HEIRS[0], "share": "15"}])))
    assert any("55" in words and "hundred" in words for words in said(counter))


def test_a_document_asks_which_one_it_is(counter: KioskStage) -> None:
    to_page(counter, "proof")
    counter.hand.tap("question-right/scan")
    assert counter.visit.busy == ""
    counter.hand.tap("question-right/alternative-deed")
    assert counter.visit.busy == "document"
    counter.say(e.DocumentScanned(Attachment("site_right", "deed", "image/jpeg", b"x")))
    counter.hand.tap("question-right/remove")
    assert counter.visit.machine.visit.attachments == {}


def test_pages_that_are_not_in_order_open_the_sheet_of_their_question(counter: KioskStage) -> None:
    to_page(counter, "proof")
    blurred = Page(b"x", 40, 60, faults=(PageFault("page-blurred"),))
    counter.say(e.DocumentOffered("right", "lease"), e.PagesTaken("site_right", "lease", (blurred,)))
    assert counter.hand.sees("pages-sheet")
    counter.hand.tap("back")
    counter.settle()
    counter.hand.tap("primary")
    assert counter.visit.machine.visit.problem_of("right")
    counter.hand.tap("question-right/pages")
    counter.settle()
    counter.hand.tap("page-remove")
    counter.settle()
    assert not counter.hand.sees("pages-sheet")
    assert counter.visit.machine.visit.scans == {}


def test_a_signature_is_still_there_after_a_look_at_another_page(counter: KioskStage) -> None:
    to_page(counter, "proof")
    counter.hand.draw("question-partner/signature-pad")
    drawn = counter.visit.machine.visit.raw["partner"]
    assert len(counter.visit.machine.visit.answers["partner"]) > 40
    counter.say(e.Back(), e.Next())
    assert counter.hand.find("question-partner/signature-pad").property("strokes")
    assert counter.visit.machine.visit.raw["partner"] == drawn
