"""What can happen to the pages of a visit, to its slip, and to who waits for help; part of `flow.events`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from shubbak.domain.application import Attachment
from shubbak.domain.page import Page


@dataclass(frozen=True, slots=True)
class DocumentOffered:
    """A document lies on the scanner: for which need or question, and which of its alternatives. instead: the place
    of the page that is taken again, -1 for further pages.
    """

    need: str
    alternative: str
    instead: int = -1


@dataclass(frozen=True, slots=True)
class DocumentScanned:
    """A document is bound of its pages, or came as it is."""

    attachment: Attachment


@dataclass(frozen=True, slots=True)
class PagesTaken:
    """Judged pages arrived, all that lay on the glass or in the feeder; instead: as in DocumentOffered. stopped: the
    code of what ended a pile early, "" where all of it came.
    """

    need: str
    alternative: str
    pages: tuple[Page, ...]
    instead: int = -1
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class PageRemoved:
    """One page is taken out; need: as in DocumentOffered."""

    need: str
    place: int


@dataclass(frozen=True, slots=True)
class PageMoved:
    """One page is put elsewhere in the order."""

    need: str
    place: int
    to: int


@dataclass(frozen=True, slots=True)
class PageExcused:
    """A named person takes a page as it is. reason: one of EXCUSE_REASONS, "other" with a note. operator: a member of
    staff who came to the kiosk; at a counter it is the counter's own.
    """

    need: str
    place: int
    reason: str
    note: str = dataclasses.field(default="", repr=False)
    operator: str = ""


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """The person wants somebody to come."""


@dataclass(frozen=True, slots=True)
class HelpEnded:
    """Somebody came, or they need nobody any more."""


@dataclass(frozen=True, slots=True)
class DocumentRemoved:
    """The person takes a scanned document back; need: as in DocumentOffered."""

    need: str


@dataclass(frozen=True, slots=True)
class SlipAsked:
    """Keep the visit, and print what is still needed and the code to go on with."""


@dataclass(frozen=True, slots=True)
class SlipPrinted:
    """The slip is out."""


@dataclass(frozen=True, slots=True)
class SlipFailed:
    """The slip did not come out for sure; `code` is the printer's."""

    code: str


@dataclass(frozen=True, slots=True)
class SlipRetried:
    """Try to print the slip once more."""


@dataclass(frozen=True, slots=True)
class ResumeAsked:
    """Go on with the application whose slip carries this code, as typed or scanned."""

    untrusted_code: str = dataclasses.field(repr=False)
