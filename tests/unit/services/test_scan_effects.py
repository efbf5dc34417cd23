"""The eyes of a visit: piles with their ends, pages judged by their kind, frames joined until they are certain."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from shubbak.domain.identity import IdentityDocument
from shubbak.domain.mrz_gate import Doubt
from shubbak.domain.page import Excuse, Page, PageFault
from shubbak.domain.problem import Problem
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.ports.reader import LyingCard, Reading
from shubbak.ports.scanner import ScannedImage, ScannerError, ScanWish
from shubbak.services.scan_effects import Devices, ScanEffects

PERSON = IdentityDocument("TD1", "I", "KWT", "X1", "ALI", "SARA", "KWT", date(1990, 1, 1), "F", date(2030, 1, 1))
LEASE = f.ScanDocument("site", "lease", "letter")


@dataclass
class Glass:
    """Gives these bodies, then this error; remembers whether a scan was left early."""

    bodies: list[bytes]
    ends: str = ""
    left: bool = False
    cancelled: bool = False

    def scan(self, wish: ScanWish | None = None) -> ScannedImage:
        return next(self.scan_all(wish))

    def scan_all(self, wish: ScanWish | None = None) -> Iterator[ScannedImage]:
        try:
            for body in self.bodies:
                yield ScannedImage(body, "image/png")
            if self.ends:
                raise ScannerError(self.ends)
        finally:
            self.left = True

    def cancel(self) -> None:
        self.cancelled = True


class Lens(Glass):
    """The same as a camera."""

    def frames(self) -> Generator[ScannedImage]:
        yield from self.scan_all()

    def snap(self) -> ScannedImage:
        return self.scan()

    def preview(self) -> None:
        return None

    def shoot(self) -> None: ...


@dataclass
class Eyes:
    """A body "blank" or "odd" is a problem, any other one page; `readings` come in turn."""

    readings: list[Reading] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    def take(self, untrusted_body: bytes, kind: str) -> tuple[Page, ...] | Problem:
        self.kinds.append(kind)
        problems = {b"blank": "page-blank", b"odd": "image-unreadable"}
        if untrusted_body in problems:
            return Problem(problems[untrusted_body])
        return (Page(untrusted_body, 1, 1),)

    def pack(self, page: Page) -> bytes:
        return b"packed " + page.body

    def bind(self, pages: tuple[Page, ...]) -> bytes:
        return b" ".join(page.packed for page in pages)

    def read(self, untrusted_image: bytes) -> Reading:
        return self.readings.pop(0)

    def portrait(self, untrusted_image: bytes) -> bytes:
        return b"face on " + untrusted_image


def perform(effect: Any, glass: Glass, eyes: Eyes | None = None) -> e.Event:
    eyes, unused = eyes or Eyes(), None
    sorter = eyes if isinstance(eyes, SortingEyes) else None
    devices: Any = Devices(glass, glass, eyes, eyes, eyes, unused, unused, unused, portraits=eyes, sorter=sorter)  # type: ignore[arg-type]
    return ScanEffects(devices, lambda: date(2026, 3, 1)).perform(effect)


def bodies(event: e.Event) -> list[bytes]:
    assert isinstance(event, e.PagesTaken)
    return [page.body for page in event.pages]


def test_a_pile_is_taken_whole_judged_by_its_kind_and_packed() -> None:
    eyes = Eyes()
    event = perform(LEASE, Glass([b"1", b"2"]), eyes)
    assert isinstance(event, e.PagesTaken)
    assert [page.packed for page in event.pages] == [b"packed 1", b"packed 2"]
    assert (event.need, event.alternative, event.stopped, eyes.kinds) == ("site", "lease", "", ["letter", "letter"])


def test_blank_sides_of_a_pile_are_left_out_without_a_word() -> None:
    event = perform(LEASE, Glass([b"1", b"blank", b"2"]))
    assert bodies(event) == [b"1", b"2"]
    assert event.stopped == ""  # type: ignore[union-attr]


def test_pages_before_a_jam_count_and_the_jam_is_told() -> None:
    event = perform(LEASE, Glass([b"1", b"2"], ends="scanner-jammed"))
    assert bodies(event) == [b"1", b"2"]
    assert event.stopped == "scanner-jammed"  # type: ignore[union-attr]


def test_nothing_but_blanks_and_nothing_at_all_are_failures() -> None:
    assert perform(LEASE, Glass([b"blank"])) == e.ScanFailed("page-blank")
    assert perform(LEASE, Glass([b"odd"])) == e.ScanFailed("image-unreadable")
    assert perform(LEASE, Glass([], ends="scanner-empty")) == e.ScanFailed("scanner-empty")


def test_one_page_again_leaves_the_rest_of_the_pile_alone() -> None:
    glass = Glass([b"1", b"2"])
    assert bodies(perform(replace(LEASE, instead=0), glass)) == [b"1"]


def test_a_pile_without_end_is_left() -> None:
    glass = Glass([b"1"] * 500)
    assert len(bodies(perform(LEASE, glass))) == 41  # one more than any document has, which is then told
    assert glass.left


def test_a_document_is_bound_with_its_excuses() -> None:
    excuse = Excuse("only-copy", "سارة", ("page-blurred",))
    pages = (Page(b"1", 1, 1, packed=b"p1"), Page(b"2", 1, 1, 0, (PageFault("page-blurred"),), "", excuse, b"p2"))
    event = perform(f.BindDocument("site", "lease", pages), Glass([]))
    assert isinstance(event, e.DocumentScanned)
    attachment = event.attachment
    assert (attachment.media_type, attachment.body) == ("application/pdf", b"p1 p2")
    assert (attachment.pages, attachment.excuses) == (2, (replace(excuse, page=2),))


def test_a_camera_is_read_until_a_frame_is_certain() -> None:
    unsure = Reading((), None, (Problem("mrz-not-found"),), 1.0)
    sure = Reading(("A" * 30,) * 3, PERSON, (), 1.0, ((1.0,) * 30,) * 3)
    lens = Lens([b"1", b"2", b"3", b"4"])
    eyes = Eyes([unsure, sure])
    event = perform(f.ReadIdentity(), lens, eyes)
    assert event == e.IdentityRead(sure)
    assert lens.left


def test_a_camera_that_sees_two_cards_says_so_at_once() -> None:
    several = Reading((), None, (Problem("mrz-several"),), 1.0)
    lens = Lens([b"1", b"2", b"3"], ends="scanner-slow")
    assert perform(f.ReadIdentity(), lens, Eyes([several])) == e.IdentityRead(several)
    assert lens.left


def test_a_face_is_looked_for_where_somebody_compares_it_and_a_document_was_read() -> None:
    sure, unsure = Reading((), PERSON, (), 1.0), Reading((), None, (Problem("mrz-not-found"),), 1.0)
    compared = f.ReadIdentity(portrait=True)
    for glass in (Glass([b"1"]), Lens([b"1"])):
        whole = replace(sure, lines=("A" * 30,) * 3, certainties=((1.0,) * 30,) * 3)
        assert perform(compared, glass, Eyes([whole])) == e.IdentityRead(whole, b"face on 1")
    assert perform(compared, Glass([b"1"]), Eyes([unsure])) == e.IdentityRead(unsure)
    assert perform(f.ReadIdentity(), Glass([b"1"]), Eyes([sure])) == e.IdentityRead(sure)


def test_a_camera_whose_time_is_up_says_what_the_last_frame_lacked() -> None:
    unsure = Reading((), None, (Problem("image-blurred"),), 1.0)
    event = perform(f.ReadIdentity(), Lens([b"1"], ends="scanner-slow"), Eyes([unsure]))
    assert event == e.IdentityRead(unsure)
    assert perform(f.ReadIdentity(), Lens([], ends="scanner-slow")) == e.ScanFailed("scanner-slow")
    assert perform(f.ReadIdentity(), Lens([b"1"], ends="scanner-gone"), Eyes([unsure])) == e.ScanFailed("scanner-gone")


LINES = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")


def doubtful() -> Reading:
    """A frame of which nothing but one letter of the name is in doubt."""
    sure = ((1.0,) * 30, (1.0,) * 30, (0.5, *(1.0,) * 29))
    return Reading(LINES, None, (Problem("mrz-line-unclear"),), 1.0, sure, (Doubt(2, 0, "unsure"),), None, PERSON)


def test_a_camera_asks_a_person_when_a_dozen_frames_leave_the_same_letter_in_doubt() -> None:
    lens = Lens([b"%d" % number for number in range(40)])
    event = perform(f.ReadIdentity(portrait=True), lens, Eyes([doubtful() for _ in range(40)]))
    assert isinstance(event, e.IdentityRead)
    assert event.reading.likely is not None
    assert (event.reading.likely.surname, event.portrait) == ("ERIKSSON", b"face on 11")
    assert lens.left


def test_a_card_that_is_taken_away_leaves_what_was_likely() -> None:
    gone = Reading((), None, (Problem("mrz-not-found"),), 1.0)
    event = perform(f.ReadIdentity(), Lens([b"1", b"2", b"3"], ends="scanner-slow"), Eyes([doubtful(), gone, gone]))
    assert event == e.IdentityRead(doubtful())
    several = replace(gone, problems=(Problem("mrz-several"),))
    assert perform(f.ReadIdentity(), Lens([b"1", b"2"]), Eyes([doubtful(), several])) == e.IdentityRead(several)


def test_a_visit_that_is_over_ends_its_scans_and_then_forgets_what_was_seen() -> None:
    card, pile, told = Glass([]), Glass([]), []

    class Room:
        def warm(self) -> None: ...

        def forget(self) -> None:
            told.append((card.cancelled, pile.cancelled))

    unused: Any = None
    Devices(card, pile, unused, unused, unused, unused, unused, unused, Room()).leave()
    assert told == [(True, True)]


def test_pages_of_a_draft_are_packed_one_by_one_before_they_are_bound() -> None:
    told = perform(
        f.BindDocument("site", "lease", (Page(b"one", 1, 1), Page(b"two", 1, 1, packed=b"ready"))), Glass([])
    )
    assert isinstance(told, e.DocumentScanned)
    assert told.attachment.body == b"packed one ready"


@dataclass
class SortingEyes(Eyes):
    """Eyes that tell these cards apart."""

    lying: tuple[LyingCard, ...] = ()

    def cards(self, untrusted_image: bytes) -> tuple[LyingCard, ...]:
        return self.lying


def test_several_cards_on_one_picture_are_a_persons_to_choose_from() -> None:
    several = Reading((), None, (Problem("mrz-several"),), 1.0)
    lying = (LyingCard(Reading((), PERSON, (), 1.0), b"one", b"face"), LyingCard(several, b"other"))
    for glass in (Glass([b"1"]), Lens([b"1"])):
        event = perform(f.ReadIdentity(), glass, SortingEyes([several], lying=lying))
        assert event == e.CardsSeen((replace(lying[0], portrait=b""), lying[1]))
    event = perform(f.ReadIdentity(portrait=True), Glass([b"1"]), SortingEyes([several], lying=lying))
    assert event == e.CardsSeen(lying)
    event = perform(f.ReadIdentity(), Glass([b"1"]), SortingEyes([several], lying=lying[:1]))
    assert event == e.IdentityRead(several)  # what else is seen there could not be shown
