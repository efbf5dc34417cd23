"""The sheet of an output that was issued before: set from its record alone, whatever a later catalogue says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from shubbak.domain.copy_mark import CopyMark
from shubbak.domain.output_form import OutputForm
from shubbak.domain.output_record import OutputRecord
from shubbak.domain.text import Text
from shubbak.domain.wording import Wording
from shubbak.ports.typesetter import PageOrder
from shubbak.services.output_sheet import output_digest, output_order
from shubbak.services.paper_parts import IssuingOffice


@dataclass(frozen=True, slots=True)
class _Named:
    name: Text


@dataclass(frozen=True, slots=True)
class _Issuer:
    """What a sheet takes of its service, as it was when the output was issued."""

    owner: Text
    output: _Named


def record_order(
    record: OutputRecord,
    form: OutputForm,
    wording: Wording,
    draw_code: Callable[[str], bytes],
    *,
    copy: CopyMark | None = None,
    paper_serial: str = "",
) -> PageOrder:
    """Return the order for one sheet. copy: None for the original. paper_serial: the preprinted number of the sheet, ""
    for plain paper.
    """
    sheet = replace(record.issued, copy=copy, paper_serial=paper_serial)
    return output_order(sheet, _issuer(record), _office(record), form, wording, record.code_text, draw_code)


def record_digest(record: OutputRecord, wording: Wording) -> bytes:
    """Return the SHA-256 of what every sheet of it says, which its signed code names too."""
    return output_digest(record.issued, _issuer(record), _office(record), wording)


def _issuer(record: OutputRecord) -> _Issuer:
    return _Issuer(record.owner, _Named(record.title))


def _office(record: OutputRecord) -> IssuingOffice:
    return IssuingOffice(record.municipality, record.office, record.country)
