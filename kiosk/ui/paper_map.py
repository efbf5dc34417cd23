"""The pages given for one document as QML takes them: what its tile shows, what is wrong with each page and where."""

from __future__ import annotations

from typing import Any

from kiosk.ui.pictures import page_bodies, scan_address
from shubbak.domain.page import Page, PageFault, Place
from shubbak.domain.problem import Problem
from shubbak.domain.text import isolate
from shubbak.domain.wording import Wording
from shubbak.flow.paging import scan_problem
from shubbak.flow.visit import Visit
from shubbak.forms.documents import offered_documents

#: What is wrong with the number of pages, and not with one of them.
FEW, MANY = "document-pages-few", "document-pages-many"
#: What only says that something is wrong, where the pages say what.
SAID_BY_PAGES = ("document-unready", "document-missing", "answer-document-missing", "answer-photo-missing")
_WHOLE = Place(0, 0, 1, 1)


class PaperMaps:
    """Makes the maps of one visit's documents in the visitor's language."""

    def __init__(self, visit: Visit, wording: Wording) -> None:
        self._visit = visit
        self._wording = wording

    def tile(self, place: str, need: str) -> dict[str, Any]:
        """Return what a tile shows of a need. place: the need or the question it stands for.

        state: missing, preparing, ready, few (more pages are needed) or wrong; pages: [{picture, wrong}].
        """
        bodies = page_bodies(self._visit, need)
        return {
            "state": self._state(place, need),
            "pages": [
                {"picture": scan_address(need, number, body), "wrong": not self._settled(need, number)}
                for number, body in enumerate(bodies)
            ],
            "counted": self.counted(need),
            "more": self.more(need),
            "chosen": self.alternative(need),
            "problem": self.problem(place, need),
        }

    def problem(self, place: str, need: str) -> str:
        """Return what is wrong with a need in a sentence, "" when nothing is: a scan that gave nothing comes first."""
        told, wrong = self._visit.problem_of(place), self.wrong(need)
        first = wrong if told is None or (wrong and told.code in SAID_BY_PAGES) else told
        return self.explain(first) if first else ""

    def pages(self, need: str) -> list[dict[str, Any]]:
        """Return every page with its number, its picture, its faults and whether somebody takes it as it is.

        faults: [{words, left, top, right, bottom}], in shares of the picture; without a place of its own: all of it.
        """
        scan = self._visit.scans.get(need)
        bodies = page_bodies(self._visit, need)
        judged = scan.pages if scan else (None,) * len(bodies)
        return [
            {
                "number": isolate(str(number + 1)),
                "picture": scan_address(need, number, body),
                "aspect": page.height / page.width if page and page.width else 1.4,
                "settled": page is None or page.settled,
                "excused": page is not None and page.excuse is not None and page.settled,
                "faults": self._faults(page, number + 1) if page and not page.settled else [],
            }
            for number, (body, page) in enumerate(zip(bodies, judged, strict=True))
        ]

    def wrong(self, need: str) -> Problem | None:
        """Return what keeps the pages of a need from being handed in; None also where there are none."""
        scan, service = self._visit.scans.get(need), self._visit.service
        return scan_problem(service, need, scan) if scan and service else None

    def more(self, need: str) -> bool:
        """Whether a further page may be added."""
        visit = self._visit
        given = self.alternative(need)
        if not given or visit.service is None:
            return False
        scan = visit.scans.get(need)
        asked = offered_documents(visit.service).get(need, {}).get(given)
        return scan is not None and asked is not None and len(scan.pages) < asked.most

    def instead(self, need: str, alternative: str) -> int:
        """Return the place that a page scanned from the tile takes: of the only one there may be, else -1."""
        scan = self._visit.scans.get(need)
        only = scan is not None and scan.alternative == alternative and len(scan.pages) == 1 and not self.more(need)
        return 0 if only else -1

    def alternative(self, need: str) -> str:
        """Return what was given for a need, "" for nothing."""
        given = self._visit.scans.get(need) or self._visit.attachments.get(need)
        return given.alternative if given else ""

    def counted(self, need: str) -> str:
        count = len(page_bodies(self._visit, need))
        return self.say("pages.count", count=isolate(str(count))) if count else ""

    def explain(self, problem: Problem) -> str:
        return self._wording.explain(problem, self._visit.language)

    def say(self, key: str, **params: str) -> str:
        return self._wording.say(key, self._visit.language, **params)

    def _state(self, place: str, need: str) -> str:
        visit, wrong = self._visit, self.wrong(need)
        if visit.busy == "document" and visit.scanning == place:
            return "preparing"
        if wrong:
            return "few" if wrong.code == FEW else "wrong"
        return "ready" if need in visit.attachments else "missing"

    def _settled(self, need: str, place: int) -> bool:
        scan = self._visit.scans.get(need)
        return scan is None or scan.pages[place].settled

    def _faults(self, page: Page, number: int) -> list[dict[str, Any]]:
        excused = page.excuse.faults if page.excuse else ()
        return [self._fault(fault, number) for fault in page.faults if fault.code not in excused]

    def _fault(self, fault: PageFault, number: int) -> dict[str, Any]:
        place = fault.place or _WHOLE
        return {
            "code": fault.code,
            "words": self.explain(Problem(fault.code, "", {"page": isolate(str(number))})),
            "left": place.left,
            "top": place.top,
            "right": place.right,
            "bottom": place.bottom,
        }
