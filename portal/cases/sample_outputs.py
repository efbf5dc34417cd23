"""A trial's official: what applicants asked for is issued at once, as a void sample, so that it can be printed."""

from __future__ import annotations

import logging

from portal.assembly import Portal
from portal.cases.issue_desk import ISSUER, IssueDesk, open_desk
from portal.cases.issue_output import MOST_WORDS, IssueWish, issue_output
from portal.cases.issuing_keys import list_keys, make_issuing_key
from portal.refusal import RefusalError
from portal.store.case_store import list_applications
from portal.store.staff_store import StaffAccount
from portal.store.station_store import list_stations
from shubbak.domain.text import Text
from shubbak.domain.wording import Wording
from shubbak.wire.output_code import OutputKind

_OFFICIAL = StaffAccount("trial", "Trial", ISSUER, "", "", "")
#: So many answers stand on it that it stays one page; an official would choose.
_FACTS = 8
_NOBODY = Text("مقدّم طلب تجريبي", "Sample applicant")
_LOG = logging.getLogger("portal.outputs")


class SampleOfficial:
    """Issues for each case once; for portals on trial alone, because nobody looked at the cases."""

    def __init__(self, portal: Portal, wording: Wording) -> None:
        self._portal, self._wording = portal, wording
        self._seen: set[str] = set()

    def issue_all(self) -> int:
        """Issue what new cases ask for; returns how many papers there are now more. Cases that give none are passed
        over.
        """
        self._make_keys()
        with self._portal.database.read() as connection:
            cases = [line.case for line in list_applications(connection)]
        new = [case for case in cases if case not in self._seen]
        self._seen.update(new)
        return sum(self._issue(case) for case in new)

    def _make_keys(self) -> None:
        with self._portal.database.read() as connection:
            places = [station.place for station in list_stations(connection)]
        signed = {key.municipality_en for key in list_keys(self._portal)}
        towns = {place.municipality_en: Text(place.municipality_ar, place.municipality_en) for place in places}
        for name, town in towns.items():
            if name not in signed:
                make_issuing_key(self._portal, town, tuple(kind for kind in OutputKind if kind is not OutputKind.PLAN))

    def _issue(self, case: str) -> bool:
        try:
            desk = open_desk(self._portal, _OFFICIAL, case)
            issue_output(self._portal, _OFFICIAL, case, _wish(desk), self._wording)
        except RefusalError as error:
            _LOG.info("no sample for case %s: %s", case, error.code)
            return False
        return True


def _wish(desk: IssueDesk) -> IssueWish:
    holder = " ".join(desk.holder.split())[:MOST_WORDS].strip()
    return IssueWish(
        valid_to=desk.ends,
        holder=Text(holder, holder) if holder else _NOBODY,
        holder_number=desk.holder_number[:40],
        subject=Text(desk.service.name.ar[:MOST_WORDS].strip(), desk.service.name.en[:MOST_WORDS].strip()),
        facts=tuple(desk.facts)[:_FACTS],
        sample=True,
    )
