"""An application that was put aside at a counter: all that was given so far, as it was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shubbak.domain.application import Attachment, Consent
from shubbak.domain.chip_word import ChipWord
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.page import Scan


@dataclass(frozen=True, slots=True)
class Draft:
    """`id` is the application's, made with its visit: a draft that is taken up again never becomes a second one.

    raw: answers as typed, by question; machine_read: questions that the identity document or a register answered;
    filled_by: which look-up filled a question. scans: the pages behind the attachments and those that are not in order
    yet, by need. names_confirmed, chip: as in `Application`. step and page: the
    screenful that it was put aside on. person: the applicant's name for the list, "" before there is one. Nothing paid
    is ever put aside.
    """

    id: str
    service_id: str
    service_version: int
    started_at: datetime
    consent: Consent
    identity: IdentityDocument | None
    identity_typed: bool
    raw: Mapping[str, str | tuple[str, ...]] = field(repr=False)
    machine_read: frozenset[str]
    attachments: tuple[Attachment, ...]
    step: str
    page: str
    person: str = field(repr=False)
    operator: str
    filled_by: Mapping[str, str] = field(default_factory=dict)
    scans: Mapping[str, Scan] = field(default_factory=dict)
    names_confirmed: bool = False
    chip: ChipWord = ChipWord.NONE
