"""What the office's pages need of the station, without knowing how any of it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from shubbak.domain.payment import PaymentMethod
from shubbak.domain.problem import Problem
from shubbak.domain.wording import Wording
from shubbak.flow.effects import Effect
from shubbak.flow.events import Event
from shubbak.forms.catalogue import Catalogue
from shubbak.ports.camera import Camera
from shubbak.ports.clock import Clock
from shubbak.ports.handing import HandedDraft
from shubbak.ports.operators import Operators
from shubbak.ports.relay import RelayedPacket
from shubbak.services.carrying import CarriedIn, CarriedOut
from shubbak.services.device_desk import DeviceDesk
from shubbak.services.handing import NextDoorDrafts
from shubbak.services.issued_print import IssuedDesk
from shubbak.services.paper_proof import PaperProof
from shubbak.services.printer_test_page import PrinterTests
from shubbak.services.receipt_extract import ReceiptExtracts
from shubbak.services.receipt_papers import ReceiptPapers
from shubbak.services.receipt_sheet import IssuingOffice
from shubbak.services.visit_effects import VisitMemory


class Worker(Protocol):
    """Runs a blocking task elsewhere and brings its result home."""

    def run(self, task: Callable[[], object], done: Callable[[object], None]) -> None: ...


class Sticks(Protocol):
    """The USB sticks at this counter; every verb blocks, `out` and `home` raise StoreError."""

    def sticks(self) -> list[Path]: ...

    def out(self, stick: Path) -> CarriedOut: ...

    def home(self, stick: Path) -> CarriedIn: ...


class Others(Protocol):
    """The office's other counters; every verb blocks and raises as `shubbak.services.handing.OtherCounters` does."""

    def list(self) -> NextDoorDrafts: ...

    def handed(self) -> tuple[HandedDraft, ...]: ...

    def take(self, station: str, draft_id: str) -> None: ...

    def take_back(self, draft_id: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """One counter. catalogue: asked for before each visit. perform: blocking.

    papers: draws and prints receipts; its verbs block. poke: have the outbox looked at now.
    relayed: packets of neighbours that this counter carries. others: None where no neighbour is configured.
    sticks: None where packets are not carried. devices: None where nobody may choose them here.
    cameras: what is looked through, by what the visit is busy with. prove: what the code of a paper proves; at once.
    chips: whether chips of documents are read here.
    printer_tests: None where nobody tests printers. extracts: None where other stations' receipts are not printed.
    issued: prints licences; None where no page printer stands.
    demonstration: whether the page names the demo operator.
    """

    station: str
    office: IssuingOffice
    sentences: Wording
    catalogue: Callable[[], Catalogue]
    clock: Clock
    store: VisitMemory
    operators: Operators
    methods: tuple[PaymentMethod, ...]
    perform: Callable[[Effect], Event | None]
    papers: ReceiptPapers
    poke: Callable[[], None]
    demonstration: bool = False
    sticks: Sticks | None = None
    relayed: Callable[[], Sequence[RelayedPacket]] = tuple
    others: Others | None = None
    devices: DeviceDesk | None = None
    chips: bool = False
    cameras: Mapping[str, Camera | None] = field(default_factory=dict)
    printer_tests: PrinterTests | None = None
    extracts: ReceiptExtracts | None = None
    prove: Callable[[str], PaperProof | Problem | None] = lambda _: None
    issued: IssuedDesk | None = None
