"""What stands on the printed guide to a service: the words of each sheet, in the order that its form asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shubbak.domain.leaflet_form import LeafletForm
from shubbak.domain.text import Language, isolate, plain, upright
from shubbak.domain.wording import Wording
from shubbak.forms.guide import Guide, GuideLine, guide
from shubbak.forms.guide_fees import GuideFee
from shubbak.forms.service import Service
from shubbak.ports.typesetter import PageOrder

#: A row of a column: `mark` says what stands before it ("box", "point", "head", "fee", "" or a step's number).
Row = dict[str, object]


def leaflet_order(
    services: Iterable[tuple[Service, str]],
    form: LeafletForm,
    wording: Wording,
    on: date,
) -> PageOrder:
    """Return the order for the guides of some services, each with its link.

    link: what the guide's code says; with "" it has no code. on: the day whose fees are told.
    """
    sheets, codes = [], {}
    for service, link in services:
        if link:
            codes[service.id] = link
        for language in form.languages:
            told = guide(service, wording, language, on)
            sheets.append(_Sheet(told, form, wording, on).data(service.id if link else ""))
    data = {"sheets": sheets, "printed_at": [on.year, on.month, on.day, 0, 0]}
    return PageOrder(form.template, data, codes=codes)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One guide in one language."""

    told: Guide
    form: LeafletForm
    wording: Wording
    on: date

    def data(self, code: str) -> dict[str, object]:
        told = self.told
        facts = {"get": told.output, "validity": told.validity, "duration": told.duration}
        return {
            "language": told.language.value,
            "name": self._set(told.name),
            "summary": self._set(told.summary),
            "owner": self._set(told.owner),
            "facts": [{"label": self._say(key), "words": self._set(facts[key])} for key in self.form.facts],
            "parts": [{"title": self._say(key), "rows": rows} for key in self.form.parts if (rows := self._rows(key))],
            "continued": self._say("continued"),
            "foot": self._foot(),
            "scan": self._say("scan"),
            "dated": self._dated(),
            "code": code,
        }

    def _say(self, key: str, **values: str) -> str:
        return self._set(self.wording.say(f"guide.{key}", self.told.language, **values))

    def _set(self, words: str) -> str:
        """Return words as they are set, with no more isolates than are needed: whoever takes text out of a PDF gets
        them along.
        """
        return upright(words) if self.told.language is Language.AR else plain(words)

    def _rows(self, part: str) -> list[Row]:
        told = self.told
        if part == "bring":
            return self._lines(told.documents, "box") or [self._row("point", self._say("nothing"))]
        if part == "cost":
            return self._fees() or [self._row("point", self._say("free"))]
        if part == "steps":
            return [row | {"mark": str(place)} for place, row in enumerate(self._lines(told.steps, ""), 1)]
        return [self._row("point", line) for line in (told.eligibility if part == "who" else told.laws)]

    def _lines(self, lines: Sequence[GuideLine], mark: str) -> list[Row]:
        return [self._row(mark, line.text, line.note) for line in lines]

    def _row(self, mark: str, words: str, note: str = "") -> Row:
        return {"mark": mark, "words": self._set(words), "note": self._set(note)}

    def _fees(self) -> list[Row]:
        rows: list[Row] = []
        for part in self.told.fee_parts:
            rows += [self._row("head", part.due)] if part.due else []
            rows += [self._fee(fee) for fee in part.fees]
        if not rows:
            return []
        below = [self._say("final"), *([self._say("indicative_note")] if self.told.indicative else [])]
        return [*rows, self._row("", " ".join(below))]

    def _fee(self, fee: GuideFee) -> Row:
        figures = [self._set(figure) for figure in fee.figures]
        sample = self._say("indicative") if fee.indicative else ""
        return self._row("fee", fee.label, " · ".join(fee.notes)) | {"figures": figures, "sample": sample}

    def _foot(self) -> list[dict[str, str]]:
        told = self.told
        lines = [("where", told.listed(told.channels)), ("complaints", told.phone)]
        return [{"label": self._say(key), "words": self._set(words)} for key, words in lines if words]

    def _dated(self) -> str:
        day = self._say("as_of", day=isolate(self.on.isoformat()))
        return " · ".join(part for part in (self._set(self.told.version), self._set(self.told.verified), day) if part)
