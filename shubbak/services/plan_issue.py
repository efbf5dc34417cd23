"""Issuing a plan in the visit: the land is looked up, the plan owed with the receipt, drawn, signed and printed.

What is kept is the order and the digest of what the plan says, not the page: a copy bears a mark that the first print
does not have, and the same land drawn again gives the same digest. Where it gives another one, nothing is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import msgspec

from shubbak.domain.calendar import local_date
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.paper import PaperState, next_mark
from shubbak.domain.parcel_key import ParcelKey, make_key
from shubbak.domain.plan_order import Land, Parts, PlanOrder
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import Receipt
from shubbak.domain.text import Text
from shubbak.domain.wording import Wording
from shubbak.forms.service import Service
from shubbak.ports.cadastre import Cadastre, CadastreError, Parcel
from shubbak.ports.outputs import OutputShelf
from shubbak.ports.page_printer import Media, PageJob, PagePrinter, PagePrinterError
from shubbak.ports.paper import PrintAttempt
from shubbak.ports.store import StoreError
from shubbak.ports.typesetter import TypesetError, Typesetter
from shubbak.services.plan_sheet import SCALES, Paper, PlanWish, SitePlan, make_site_plan
from shubbak.services.site_plan import PlanIssue, plan_digest, site_plan_order
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.output_code import OutputFacts, OutputKind, make_output_code

#: A code has room for so much of a parcel's key, in bytes; names of places are told short of their ends.
_MOST_SUBJECT = 90
_MEDIA = {Paper.A4: Media.A4, Paper.A3: Media.A3}


class KeptPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plan that is owed, as the store keeps it. It names land and no person; seconds are of UTC, 0 for no end."""

    number: str
    service: str
    country: str
    parts: dict[str, str]
    paper: str
    scale: int
    copies: int
    issued: int
    valid_to: int
    digest: str


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """What came of a print. problem: "" when the sheet is out; else a code. begun: whether a sheet may be out. code:
    what its QR says, "" before it was drawn.
    """

    problem: str = ""
    begun: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class PlanDesk:
    """What draws plans at a station; its verbs block. printer: None where no page printer stands."""

    cadastre: Cadastre
    typesetter: Typesetter
    printer: PagePrinter | None
    shelf: OutputShelf
    identity: StationIdentity
    wording: Wording

    def find(self, country: str, parts: Parts) -> tuple[tuple[Land, ...], str]:
        """Return the land that these parts name, and why no plan of it can be drawn here, "" where one can."""
        if self.printer is None:
            return (), "page-printer-none"
        key = make_key(country, dict(parts))
        if isinstance(key, Problem):
            return (), key.code
        try:
            found, sample = self.cadastre.find(key), self.cadastre.facts().sample
            alone = make_site_plan(self.cadastre, found[0]) if len(found) == 1 else None
        except CadastreError as error:
            return (), error.code
        lands = tuple(_land(parcel, sample) for parcel in found)
        return lands, alone.code if isinstance(alone, Problem) else ""

    def check(self) -> None:
        """Ask whether a sheet could come out now; raises PagePrinterError."""
        if self.printer is None:
            raise PagePrinterError("page-printer-none")
        self.printer.check()

    def owe(self, order: PlanOrder, service_id: str, receipt: Receipt) -> bytes:
        """Return what is kept of a plan with its receipt, whose number it bears; raises StoreError where the land went
        since it was shown.
        """
        plan = self._plan(order.country, dict(order.parts), order.paper, order.scale)
        if plan is None:
            raise StoreError("plan-land-changed")
        days = timedelta(days=order.valid_days)
        kept = KeptPlan(
            number=f"{receipt.number}P",
            service=service_id,
            country=order.country,
            parts=dict(order.parts),
            paper=order.paper,
            scale=order.scale,
            copies=order.copies,
            issued=int(receipt.issued_at.timestamp()),
            valid_to=int((receipt.issued_at + days).timestamp()) if days else 0,
            digest=plan_digest(plan).hex(),
        )
        return msgspec.json.encode(kept)

    def print(self, application_id: str, reason: CopyReason | None = None) -> PlanOutcome:
        """Print the plan that is owed, or, with the operator's reason, a marked copy of it.

        A sheet that cannot be set is found out before the print is written, as `ReceiptPapers` does.
        """
        try:
            line = self.shelf.output_line(application_id)
            if line is None:
                return PlanOutcome("plan-unknown")
            if line.state is PaperState.PRINTED and reason is None:
                return PlanOutcome()
            body = self.shelf.kept_output(application_id)
            kept = msgspec.json.decode(body or b"", type=KeptPlan)
            plan = self._plan(kept.country, kept.parts, kept.paper, kept.scale)
            if plan is None or plan_digest(plan).hex() != kept.digest:
                return PlanOutcome("plan-land-changed")
            self.check()
            mark = next_mark(line.state, line.prints, reason)
            page = self._page(kept, plan, mark)
            attempt = self.shelf.begin_output(application_id, reason)
        except msgspec.MsgspecError:
            return PlanOutcome("plan-unknown")
        except TypesetError:
            return PlanOutcome("plan-not-set")
        except (PagePrinterError, StoreError) as error:
            return PlanOutcome(error.code)
        if attempt is None:
            return PlanOutcome()
        set_again = attempt.mark != mark  # another print came between
        problem = self._carry_out(application_id, attempt, kept, plan, b"" if set_again else page)
        return PlanOutcome(problem, begun=True, code=self._code(kept))

    def _page(self, kept: KeptPlan, plan: SitePlan, mark: CopyMark | None) -> bytes:
        issue = PlanIssue(
            number=kept.number,
            issued_on=local_date(_moment(kept.issued), self.identity.country),
            office=_office(self.identity),
            signed_by=self.wording.text("plan.by_system"),
            valid_until=local_date(_moment(kept.valid_to), self.identity.country) if kept.valid_to else None,
            code_text=self._code(kept),
            copy=mark,
            by_system=True,
        )
        return self.typesetter.set_pages(site_plan_order(plan, issue, self.wording))

    def _carry_out(
        self, application_id: str, attempt: PrintAttempt, kept: KeptPlan, plan: SitePlan, page: bytes
    ) -> str:
        """Print what the row says has begun; returns the problem, which the row names then, "" for none. page: b""
        where it bears another mark than the one that was set.
        """
        problem = ""
        try:
            page = page or self._page(kept, plan, attempt.mark)
            job = PageJob(page, kept.number, 1 if attempt.mark else kept.copies, _MEDIA[plan.paper])
            assert self.printer is not None
            self.printer.print(job)
        except PagePrinterError as error:
            problem = error.code
        except TypesetError:
            problem = "plan-not-set"
        except Exception:
            self._end(application_id, attempt, "page-printer-unsure")  # a bug, which goes on its way
            raise
        return self._end(application_id, attempt, problem)

    def _end(self, application_id: str, attempt: PrintAttempt, problem: str) -> str:
        try:
            self.shelf.end_output(application_id, attempt.number, problem)
        except StoreError as error:
            # The row stays open, so the next print is marked: whoever holds this one holds it.
            return problem or error.code
        return problem

    def _plan(self, country: str, parts: Mapping[str, str], paper: str, scale: int) -> SitePlan | None:
        key = make_key(country, parts)
        wish = PlanWish(scale if scale in SCALES else None, Paper(paper) if paper in set(Paper) else None)
        try:
            found = self.cadastre.find(key) if isinstance(key, ParcelKey) else ()
            plan = make_site_plan(self.cadastre, found[0], wish) if len(found) == 1 else None
        except CadastreError:
            return None
        return None if isinstance(plan, Problem) else plan

    def _code(self, kept: KeptPlan) -> str:
        """Sign what the plan says with the station's own key, which may sign plans."""
        identity = self.identity
        facts = OutputFacts(
            kind=OutputKind.PLAN,
            number=kept.number,
            service_id=kept.service,
            subject=_subject(kept.parts),
            issued_at=_moment(kept.issued),
            valid_to=_moment(kept.valid_to) if kept.valid_to else None,
            data_digest=bytes.fromhex(kept.digest),
        )
        return make_output_code(facts, identity.verify_url, identity.key_id, identity.key)


def with_plan(service: Service, wording: Wording) -> Service:
    """Return the service as a receipt tells of it whose plan is printed with it: nobody is told to wait for one."""
    return replace(service, next_step=wording.text("plan.visit.paper"))


def _land(parcel: Parcel, sample: bool) -> Land:
    area = parcel.registered_m2 or parcel.area_m2
    return Land(parcel.key.parts, area, parcel.zone.name if parcel.zone else None, sample)


def _office(identity: StationIdentity) -> Text:
    return Text(
        f"{identity.municipality.ar}، {identity.office.ar}", f"{identity.municipality.en}, {identity.office.en}"
    )


def _subject(parts: Mapping[str, str]) -> str:
    """Return the parcel's key for its code, the number first, so that a cut takes the widest names."""
    said = " / ".join(reversed([text for text in parts.values() if text.isprintable()]))
    return said.encode()[:_MOST_SUBJECT].decode(errors="ignore").strip(" /")


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
