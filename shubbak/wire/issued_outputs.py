"""Licences, permits, certificates and reports as the portal tells its stations of them, and sheets as it hears of them.

The record comes first: an output has its number, its code and its row at the portal before any sheet of it exists, and
a station prints what it was told and nothing else. Four signed requests, each by the station that asks and no
neighbour (`/api/v1` stands before each path; docs/portal-api.md):

    POST /stations/{station}/outputs/list       OutputsQuestion   -> OutputsAnswer
    POST /stations/{station}/outputs/record     OutputQuestion    -> IssuedOutputNote
    POST /stations/{station}/outputs/printings  PrintingsNote     -> PrintingsAnswer
    POST /stations/{station}/plans              PlanNote          -> PlanKept

A station sees outputs of applications that a station of its own office sent (country, municipality and office agree);
of another office's the portal says `output-unknown` (404) and lists nothing. Numbers travel in signed bodies, because
addresses are written into the logs of proxies. A portal of before knows none of the paths and answers `not-found`.

**A list names no person.** `OutputLine` is what a counter shows to find the paper by the receipt or the number;
`IssuedOutputNote` has everything that the sheet says, in `said`. A counter keeps it sealed in its store for some days,
so that it prints without the line as well, and lets go of it at once when it is void.

**Before printing** a station takes the note apart (`issued_outputs_border.read_output_note`) and holds `code_text`
against its key set (`check_output_code`): the code is signed by the municipality and names number, service, kind,
time and the SHA-256 of `said`, so nobody on the way has changed a byte. Another digest or no proof: nothing is printed.
`services.output_sheet.record_order` is what the typesetter sets: from `said`, with the words in it, to which a station
adds the mark of a copy and the number of its paper.

**Printings.** `id` is a UUID of the station's, one a sheet; the same id with the same outcome may come any number of
times.
1. `begun` before the printer hears of it. The answer's `problem` is "" and `copy` says which sheet this is by the
   portal's count: 0 the original, n the nth copy. Else nothing is kept and nothing may be printed:
   `printing-original-out` (an original stands; ask under a new id with a reason, and print a marked copy),
   `output-void`, `output-unknown`, `printing-serial-missing` (controlled paper without its number),
   `printing-serial-used` (put another sheet in), `printing-changed` (this id was said of another sheet before).
2. `printed` when the sheet is out, or `spoiled` when somebody holds it and destroys it: an original that was spoiled
   is none, and the next sheet may be the original. `spoiled` may also come after `printed`. Where it is not known
   whether a sheet came out, it stays `begun`, and the next is a copy for the reason `unsure`. A `printed` or `spoiled`
   is always kept, also one that never was `begun` (a line that died) or that does not fit (two originals, a serial
   that another sheet has); the problem is then for the portal's staff, who see it, and not for the station.

**Plans** (`PlanNote`) are issued by the station in the visit; it tells the portal, under the application's id, and says
later printings of them with their own number as `PrintingsNote` too.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec

from shubbak.wire.output_said import MOST_SAID

OUTPUTS_VERSION: Final = 1
#: Lines of one answer, and sheets of one note.
MOST_LINES: Final = 200
MOST_PRINTINGS: Final = 20
#: The longest note of an output that is read, in bytes.
MAX_NOTE_BYTES: Final = 262_144

_Short = Annotated[str, msgspec.Meta(max_length=80)]
_Named = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
_Uuid = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
_Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
PrintingProblem = Literal[
    "",
    "printing-original-out",
    "printing-serial-missing",
    "printing-serial-used",
    "printing-changed",
    "output-void",
    "output-unknown",
]


class WireText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages."""

    ar: str
    en: str


class PrintingLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sheet that the portal knows of. copy: 0 the original; reason: of `CopyReason`, "" for the original. at: RFC
    3339 UTC.
    """

    id: str
    station: str
    at: str
    outcome: Literal["begun", "printed", "spoiled"]
    copy: int
    reason: str
    paper_serial: str
    operator: str


class OutputLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An output in a list; it names no person. issued_at: RFC 3339 UTC; valid_to: a day (ISO), "" where it does not
    end. title: what the output is called. sheets: how many were printed and not spoiled. original: whether the
    original is out, or begun.
    """

    number: str
    kind: str
    service_id: str
    application_id: str
    receipt: str
    title: WireText
    issued_at: str
    valid_to: str
    state: Literal["issued", "void"]
    paper: Literal["plain", "controlled"]
    original: bool
    sheets: int


class OutputsQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """cursor: "" from the beginning, else that of the answer before. An output comes again whenever it has changed."""

    version: int
    cursor: Annotated[str, msgspec.Meta(max_length=20)] = ""


class OutputsAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Outputs of the office that were issued, printed or made void behind the cursor, the oldest change first; at most
    MOST_LINES. more: ask again at once with the new cursor.
    """

    version: int
    outputs: list[OutputLine]
    cursor: str
    more: bool


class OutputQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which output: its number, as it stands on the paper."""

    version: int
    number: _Named


class IssuedOutputNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything of one output that its sheet says, and how it stands; personal.

    said: the text of the day on which it was issued (`wire.output_said`), kept and sent as those very bytes. Times are
    RFC 3339 UTC, valid_to a day (ISO) or "" where it does not end. title: what lists call it. void_at: "" while it
    stands.
    """

    version: int
    number: str
    kind: str
    service_id: str
    application_id: str
    receipt: str
    issued_at: str
    valid_to: str
    title: WireText
    said: Annotated[str, msgspec.Meta(max_length=MOST_SAID)]
    code_text: str
    state: Literal["issued", "void"]
    void_at: str
    paper: Literal["plain", "controlled"]
    printings: list[PrintingLine]


class PrintingNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sheet, as its station says it. at: RFC 3339 UTC, its clock. copy: with `begun` not looked at; else what the
    answer to `begun` said, or the station's own count where none came. reason: of `CopyReason`, "" asks for the
    original.
    """

    id: _Uuid
    number: _Named
    at: _Named
    outcome: Literal["begun", "printed", "spoiled"]
    copy: Annotated[int, msgspec.Meta(ge=0, le=9999)] = 0
    reason: Literal["", "unsure", "lost", "damaged", "for-file"] = ""
    paper_serial: _Short = ""
    operator: _Short = ""


class PrintingsNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a station printed, or is about to, the oldest first."""

    version: int
    printings: Annotated[list[PrintingNote], msgspec.Meta(min_length=1, max_length=MOST_PRINTINGS)]


class PrintingAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of one sheet: which it is (copy, 0 the original), and what is the matter, "" nothing."""

    id: str
    copy: int
    problem: PrintingProblem = ""


class PrintingsAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer a printing, in the order of the note."""

    version: int
    printings: list[PrintingAnswer]


class PlanNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plan that the station issued in a visit. digest: SHA-256 of what it says, as in its code. key_id: of the
    station's key that signed the code. Times are RFC 3339 UTC, valid_to "" where it does not end. The same number with
    the same words may come any number of times; other words under it are refused (`output-reused`).
    """

    version: int
    number: _Named
    application_id: _Uuid
    service_id: _Named
    issued_at: _Named
    valid_to: _Short
    digest: _Digest
    key_id: Annotated[int, msgspec.Meta(ge=0, le=65535)]


class PlanKept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The portal has the note of this plan."""

    version: int
    number: str
