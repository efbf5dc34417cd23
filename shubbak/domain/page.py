"""One page of a document as it was taken: cut out, upright, and judged before anybody queues or pays for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from shubbak.domain.page_pattern import same_pattern

#: Marks that differ in no more bits than this are of the same page, scanned twice; cards of one design differ by less.
ALIKE_BITS, CARD_ALIKE_BITS = 10, 6
#: By how much the sides of one card on one picture may differ: its shape by how it is cut out, its size by how far a
#: camera was.
SHAPE_WITHIN, SIZE_WITHIN = 0.05, 1.25
#: Longer over shorter side of a bank card (ID-1, 1.586) at least, and of all larger identity documents (1.42) at most:
#: what a camera held askew gives lies between, and size it does not show at all.
CARD_SHAPE, BOOK_SHAPE = 1.53, 1.46


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle in a picture, in shares (0 to 1) of its width and height."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageFault:
    """What is wrong with a page, and where; no place: with all of it.

    codes: page-blurred, page-glare, page-cut, page-dark, page-small, page-covered, page-blank, page-kind (another kind
    of thing was asked for), page-expired, page-twice (the same page was scanned before), page-other-card (of
    another card than the pages before it).
    """

    code: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class CardZone:
    """Which card the machine-readable zone on a page names, and where it stands.

    card: a digest, the same for the same card. It tells no name or number, but whoever knows them all could confirm
    them by it: it is kept where the page's picture is, and nowhere else.
    """

    card: str = field(repr=False)
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why a page counts in spite of its faults, and the named person who said so.

    reason: original-poor, only-copy, still-legible or other; with "other" the note says it. at: when, aware; None from
    programs of before they said so. page: which page of its bound document, from 1; 0 until it is bound, and from
    programs of before.
    """

    reason: str
    operator: str
    faults: tuple[str, ...]
    note: str = field(default="", repr=False)
    at: datetime | None = None
    page: int = 0


#: The reasons an operator may choose from.
EXCUSE_REASONS = ("original-poor", "only-copy", "still-legible", "other")


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was taken: a JPEG without metadata, upright and cut to its edges.

    width and height: of the picture, in pixels. mark: 64 bits that nearly all stay the same when the same page is
    scanned again. looks: what it looks like ("card", "page", "photo"), "" where that cannot be told. packed: the same
    page as a PDF of one page, b"" until it was packed. portrait: where a card shows its holder, None if not found.
    zone: whose zone a card shows, None where none was read. pattern: where its
    print lies, coarsely (domain.page_pattern); b"" where it has none, and from programs of before.
    """

    body: bytes = field(repr=False)
    width: int
    height: int
    mark: int = field(default=0, repr=False)
    faults: tuple[PageFault, ...] = ()
    looks: str = ""
    excuse: Excuse | None = None
    packed: bytes = field(default=b"", repr=False)
    portrait: Place | None = None
    zone: CardZone | None = None
    pattern: bytes = field(default=b"", repr=False)

    @property
    def settled(self) -> bool:
        """Whether it may travel: nothing is wrong with it but what an operator takes as it is."""
        excused = self.excuse.faults if self.excuse else ()
        return all(fault.code in excused for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Scan:
    """The pages taken for one need so far, and for which of its alternatives."""

    alternative: str
    pages: tuple[Page, ...]


def same_card(front: Page, back: Page) -> bool:
    """Whether two pages may be the sides of one card: not the same side twice, of one shape, and about as large."""
    sizes = [(max(page.width, page.height), max(1, min(page.width, page.height))) for page in (front, back)]
    (one, one_shorter), (other, other_shorter) = sizes
    shape = (one / one_shorter) / max(1e-6, other / other_shorter)
    large = max(one, other) / max(1, min(one, other))
    return abs(shape - 1) <= SHAPE_WITHIN and large <= SIZE_WITHIN and not alike(front, back)


def other_card(before: Page, page: Page, *, shaped: bool) -> PageFault | None:
    """Return the fault of a page that is no side of the card another page shows, None where nothing says so.

    They are of two cards when their zones are, or, where shaped (both sides of a card have one form), when one is of a
    bank card's form and the other of a larger document's. Pages may be pictures of two cameras.
    """
    if page.zone and before.zone:
        return None if page.zone.card == before.zone.card else PageFault("page-other-card", page.zone.place)
    apart = {_form(before), _form(page)} == {"card", "book"}
    return PageFault("page-other-card") if shaped and apart else None


def _form(page: Page) -> str:
    """Return which of two forms a whole card has, "" for none of them."""
    if page.looks != "card" or any(fault.code in ("page-cut", "page-kind") for fault in page.faults):
        return ""
    shape = max(page.width, page.height) / max(1, min(page.width, page.height))
    return "card" if shape >= CARD_SHAPE else "book" if shape <= BOOK_SHAPE else ""


def alike(one: Page, other: Page) -> bool:
    """Whether both show the same page of paper: a card has one zone, and pages without a mark are never alike.

    Papers are told by their patterns; by their marks where there are none, as on pages taken by programs of before.
    """
    if one.zone and other.zone:
        return one.zone.card == other.zone.card
    same = None if "card" in (one.looks, other.looks) else same_pattern(one.pattern, other.pattern)
    if same is not None:
        return same
    bits = CARD_ALIKE_BITS if "card" in (one.looks, other.looks) else ALIKE_BITS
    return bool(one.mark and other.mark) and (one.mark ^ other.mark).bit_count() <= bits
