"""Staff in front of the kiosk's own screen: the gesture, the pad, the page, and nothing left behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from kiosk_stage import KioskStage
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from stage import LANDSCAPE, PORTRAIT

from kiosk.gallery_staff import CARD, CLOSED, AtOnce, dress_door, packet, staff_sheet
from kiosk.ui.card_wedge import LONGEST, CardWedge
from kiosk.ui.staff_gesture import StaffGesture
from kiosk.ui.staff_model import MOST_ROWS
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.steps import Step
from shubbak.ports.operators import Operator
from shubbak.ports.store import PacketState
from shubbak.services.carrying import CarriedOut
from shubbak.services.staff_door import ShownCard

Opens = Callable[..., KioskStage]


class Staffed:
    """A kiosk whose staff mode leans on fakes: what was asked of the desk is written down."""

    def __init__(self, stage: KioskStage) -> None:
        self.stage = stage
        self.sent: list[tuple[str, ...]] = []
        self.confirmed: list[str] = []
        self.left: list[str] = []
        self.sheet = staff_sheet()
        dress_door(stage.kiosk.door)
        desk = stage.kiosk.door.desk
        assert desk is not None
        stage.kiosk.door.desk = replace(
            desk,
            look=lambda: self.sheet,
            send_now=self.sent.append,
            confirm_clock=self.confirmed.append,
            left=self.left.append,
        )

    @property
    def step(self) -> Step:
        return self.stage.visit.machine.visit.step

    def corner(self, times: int = 5, *, far: bool = False) -> None:
        """Touch the upper leading corner, or the other one, with the mouse."""
        right = self.stage.visit.machine.visit.language.rtl is not far
        x = self.stage.window.width() - 40 if right else 40
        for _ in range(times):
            QTest.mouseClick(
                self.stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, 40)
            )
        self.stage.settle()

    def enter(self, pin: str = "1234") -> None:
        for digit in pin:
            self.stage.hand.tap(f"pad-{digit}")
        self.stage.hand.tap("primary")
        self.stage.settle()

    def write(self, text: str) -> None:
        for sign in text:
            QTest.keyClick(self.stage.window, sign)

    def type_card(self, text: str = CARD) -> None:
        """Type as a barcode reader does, Enter at the end."""
        self.write(text)
        QTest.keyClick(self.stage.window, Qt.Key.Key_Return)
        self.stage.settle()

    def words(self) -> str:
        return "\n".join(self.stage.hand.words())


@pytest.fixture
def staffed(kiosk: Opens) -> Staffed:
    return Staffed(kiosk())


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", list(Language))
def test_five_touches_of_the_corner_and_a_pin_open_the_page(
    kiosk: Opens, size: tuple[int, int], language: Language
) -> None:
    staffed = Staffed(kiosk(size))
    staffed.stage.say(e.Touched(), e.LanguageChosen(language))
    staffed.corner()
    assert staffed.step is Step.STAFF_PIN
    staffed.enter()
    assert staffed.step is Step.STAFF
    words = staffed.words()
    for code in ("problem.clock-behind", "problem.printer-paper-out", "problem.portal-unreachable"):
        assert staffed.stage.visit.wording.say(code, language) in words
    assert "نورة" in words


def test_a_finger_does_as_well_as_the_mouse(staffed: Staffed) -> None:
    finger = QTest.createTouchDevice()
    place = QPoint(staffed.stage.window.width() - 40, 40)
    for touches in range(1, 6):
        QTest.touchEvent(staffed.stage.window, finger).press(0, place)
        QTest.touchEvent(staffed.stage.window, finger).release(0, place)
        # A finger's touch counts once, not again as the mouse press that is made of it.
        assert (staffed.step is Step.STAFF_PIN) == (touches == 5)


@pytest.mark.parametrize(("times", "far"), [(4, False), (9, True)])
def test_fewer_touches_or_another_corner_open_nothing(staffed: Staffed, times: int, far: bool) -> None:
    staffed.corner(times, far=far)
    assert staffed.step in (Step.ATTRACT, Step.LANGUAGE)


def test_slow_touches_are_no_gesture(staffed: Staffed) -> None:
    at, made = [0.0], []
    gesture = StaffGesture(lambda: True, lambda: made.append(1), lambda: at[0])
    staffed.stage.window.installEventFilter(gesture)
    for _ in range(12):
        at[0] += 0.9
        staffed.corner(1)
    assert made == []
    for _ in range(5):
        at[0] += 0.5
        staffed.corner(1)
    assert made == [1]
    staffed.stage.window.removeEventFilter(gesture)


def test_the_gesture_does_nothing_inside_a_visit(staffed: Staffed) -> None:
    staffed.stage.to_questions()
    staffed.corner()
    assert staffed.step is Step.QUESTIONS


def test_before_the_station_is_open_there_is_no_door(kiosk: Opens) -> None:
    stage = kiosk()
    stage.kiosk.door.ask()
    assert stage.visit.machine.visit.step is Step.ATTRACT


def test_a_wrong_pin_says_how_long_to_wait_and_shows_no_digit(staffed: Staffed) -> None:
    staffed.corner()
    staffed.enter("98765")
    assert staffed.step is Step.STAFF_PIN
    assert (
        staffed.stage.visit.wording.say("problem.staff-pin-wait", Language.AR, seconds="\u206640\u2069")
        in staffed.words()
    )
    assert "98765" not in staffed.words()
    assert staffed.stage.kiosk.door.property("count") == 0


def test_a_digit_can_be_taken_back(staffed: Staffed) -> None:
    staffed.corner()
    for name in ("pad-1", "pad-9", "pad-back"):
        staffed.stage.hand.tap(name)
    staffed.enter("234")
    assert staffed.step is Step.STAFF


def test_a_pin_that_is_answered_after_its_typist_left_opens_nothing(staffed: Staffed) -> None:
    door = staffed.stage.kiosk.door
    late: list[Callable[[], None]] = []

    class Late(AtOnce):
        def run(self, task: Callable[[], object], done: Callable[[object], None]) -> None:
            late.append(lambda: done(task()))

    door.worker = Late()
    staffed.corner()
    staffed.enter()
    staffed.stage.say(e.IdleElapsed(), e.StaffAsked())
    late.pop()()
    assert staffed.step is Step.STAFF_PIN
    staffed.stage.say(e.StaffLeft())


def test_the_one_action_of_each_row(staffed: Staffed) -> None:
    refused, waiting, fresh = staffed.sheet.items
    staffed.corner()
    staffed.enter()
    model: Any = staffed.stage.kiosk.staff
    model.act(waiting.id)
    model.act(refused.id)
    assert staffed.sent == [(waiting.id,)]
    staffed.stage.settle()
    assert refused.id in staffed.words()
    staffed.stage.hand.tap("staff-send-all")
    assert staffed.sent[-1] == (waiting.id, fresh.id)


def test_an_operator_vouches_for_the_clock_by_name(staffed: Staffed) -> None:
    staffed.stage.say(e.ConditionsChanged(CLOSED))
    staffed.corner()
    staffed.enter()
    staffed.sheet = replace(staffed.sheet, conditions=())
    staffed.stage.hand.tap("staff-clock")
    assert staffed.confirmed == ["demo"]
    staffed.stage.settle()
    assert not staffed.stage.hand.sees("staff-clock")


def test_a_quiet_station_says_so(staffed: Staffed) -> None:
    now = staffed.sheet.now
    done = replace(packet(1, PacketState.ACKNOWLEDGED, "", timedelta(hours=1)), case="M-1")
    staffed.sheet = replace(staffed.sheet, items=(done,), conditions=(), printer="", report="", last_contact=now)
    staffed.corner()
    staffed.enter()
    assert staffed.stage.visit.wording.say("kiosk.staff.well", Language.AR) in staffed.words()
    assert staffed.stage.kiosk.staff.property("rows") == []


def test_a_crowded_outbox_is_cut_and_counted(staffed: Staffed) -> None:
    items = tuple(packet(n, PacketState.SEALED, "", timedelta(hours=1)) for n in range(1, MOST_ROWS + 8))
    staffed.sheet = replace(staffed.sheet, items=items)
    staffed.stage.say(e.StaffAsked(), e.StaffAdmitted())
    assert len(staffed.stage.kiosk.staff.property("rows")) == MOST_ROWS
    assert "7" in staffed.stage.kiosk.staff.property("more")


def test_nothing_of_the_staff_page_stays_for_the_visitor(staffed: Staffed) -> None:
    staffed.corner()
    staffed.enter()
    staffed.stage.hand.tap("primary")
    staffed.stage.settle()
    assert staffed.step is Step.ATTRACT
    assert staffed.stage.kiosk.staff.property("rows") == []
    assert staffed.stage.kiosk.door.operator == ""
    assert staffed.left == ["demo"]
    assert "نورة" not in staffed.words()


def test_a_staff_page_left_alone_goes_back_to_the_first_screen(staffed: Staffed) -> None:
    staffed.corner()
    staffed.enter()
    watch: Any = staffed.stage.kiosk.models["idleWatch"]
    for _ in range(120):
        watch.tick()
    assert staffed.step is Step.ATTRACT
    assert staffed.left == ["demo"]


def test_a_closed_kiosk_says_why_and_where_to_go(staffed: Staffed) -> None:
    staffed.stage.say(e.ConditionsChanged(CLOSED))
    staffed.stage.hand.tap("start")
    staffed.stage.settle()
    assert staffed.step is Step.CLOSED
    words = staffed.words()
    for code in ("offline-too-long", "clock-behind"):
        assert staffed.stage.visit.wording.say(f"kiosk.closed.why.{code}", Language.AR) in words
    assert "139" in words
    staffed.stage.hand.tap("primary")
    assert staffed.step is Step.ATTRACT


def test_staff_carry_what_waits_on_a_stick_and_read_how_it_went(staffed: Staffed) -> None:
    taken: list[str] = []
    desk = staffed.stage.kiosk.door.desk
    assert desk is not None

    def carry(name: str) -> CarriedOut:
        taken.append(name)
        return CarriedOut(2, 1, "stick-full")

    staffed.stage.kiosk.door.desk = replace(desk, carry_out=carry, carry_home=lambda _: "store-busy")
    staffed.corner()
    staffed.enter()
    say = staffed.stage.visit.wording.say
    assert "BALADIYA" in staffed.words()
    staffed.stage.hand.tap("staff-carry-out")
    staffed.stage.settle()
    assert taken == ["BALADIYA"]
    assert say("problem.stick-full", Language.AR) in staffed.words()
    staffed.stage.hand.tap("staff-carry-home")
    staffed.stage.settle()
    assert say("problem.store-busy", Language.AR) in staffed.words()
    staffed.sheet = replace(staffed.sheet, sticks=())
    staffed.stage.hand.tap("staff-look")
    staffed.stage.settle()
    assert "BALADIYA" not in staffed.words()


@pytest.mark.parametrize("typed", [False, True], ids=["scanned", "typed"])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", list(Language))
def test_a_card_is_shown_and_the_pin_goes_to_the_door_with_it(
    kiosk: Opens, size: tuple[int, int], language: Language, typed: bool
) -> None:
    staffed = Staffed(kiosk(size))
    staffed.stage.say(e.Touched(), e.LanguageChosen(language))
    cards: list[ShownCard | None] = []

    def enter(pin: str, card: ShownCard | None) -> Operator:
        cards.append(card)
        return Operator("demo")

    desk = staffed.stage.kiosk.door.desk
    assert desk is not None
    staffed.stage.kiosk.door.desk = replace(desk, enter=enter)
    staffed.corner()
    if typed:
        staffed.type_card()
    else:
        staffed.stage.hand.tap("staff-card")
        staffed.stage.settle()
    assert staffed.stage.visit.wording.say("kiosk.staff.card_shown", language) in staffed.words()
    assert not staffed.stage.hand.sees("staff-card")
    staffed.enter()
    assert staffed.step is Step.STAFF
    assert [type(one) for one in cards] == [ShownCard]


def test_what_a_reader_types_is_never_shown_and_presses_nothing(staffed: Staffed) -> None:
    staffed.corner()
    QTest.keyClick(staffed.stage.window, Qt.Key.Key_Tab)
    staffed.write(CARD)
    assert staffed.stage.kiosk.door.property("count") == 0
    assert CARD[-32:] not in staffed.words()
    QTest.keyClick(staffed.stage.window, Qt.Key.Key_Return)
    staffed.stage.settle()
    assert staffed.step is Step.STAFF_PIN
    assert staffed.stage.kiosk.door.property("cardShown")


def test_another_code_says_so_and_takes_an_earlier_card_away(staffed: Staffed) -> None:
    staffed.corner()
    staffed.type_card()
    staffed.type_card("6281234567890")
    assert staffed.stage.visit.wording.say("problem.staff-card-unknown", Language.AR) in staffed.words()
    assert not staffed.stage.kiosk.door.property("cardShown")


def test_a_scanner_without_a_card_says_so(staffed: Staffed) -> None:
    desk = staffed.stage.kiosk.door.desk
    assert desk is not None
    staffed.stage.kiosk.door.desk = replace(desk, scan_card=lambda: Problem("scanner-empty"))
    staffed.corner()
    staffed.stage.hand.tap("staff-card")
    staffed.stage.settle()
    assert staffed.stage.visit.wording.say("problem.scanner-empty", Language.AR) in staffed.words()


@pytest.mark.parametrize("leave", [e.StaffLeft(), e.IdleElapsed()])
def test_a_card_is_forgotten_with_the_screen(staffed: Staffed, leave: e.Event) -> None:
    staffed.corner()
    staffed.type_card()
    staffed.stage.say(leave, e.StaffAsked())
    assert not staffed.stage.kiosk.door.property("cardShown")
    staffed.stage.say(e.StaffLeft())


def test_elsewhere_a_reader_is_not_listened_to(staffed: Staffed) -> None:
    """Also not by halves: what was begun on another screen is no part of a card's line."""
    at, on, lines = [0.0], [False], list[str]()
    wedge = CardWedge(lambda: on[0], lines.append, lambda: at[0])
    window = staffed.stage.window
    window.installEventFilter(wedge)
    for listening in (False, True, False):
        on[0] = listening
        staffed.write("ab")
    QTest.keyClick(window, Qt.Key.Key_Return)
    on[0] = True
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert lines == []
    staffed.write("slow")
    at[0] += 0.6
    staffed.write("fast")
    QTest.keyClick(window, Qt.Key.Key_Enter)
    staffed.write("x" * (LONGEST + 1))
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert lines == ["fast"]
    window.removeEventFilter(wedge)
