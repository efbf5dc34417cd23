"""What is put aside at the other counters as a table: whose application, which service, where, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QTableWidget

from office_client.ui.drafts_table import calm_table, name_columns, show_rows
from office_client.ui.drafts_watch import DraftsWatch
from office_client.ui.office_wording import OfficeWording
from office_client.ui.others_watch import OtherDraft, OthersWatch
from office_client.ui.outbox_words import age
from shubbak.domain.text import isolate, isolate_name
from shubbak.forms.catalogue import Catalogue

COLUMNS = ("person", "service", "counter", "state")


class OthersTable(QTableWidget):
    """Whole rows, one at a time, by the arrows; the chosen row stays chosen. drafts: for the time of the moment."""

    def __init__(
        self, watch: OthersWatch, drafts: DraftsWatch, wording: OfficeWording, catalogue: Callable[[], Catalogue]
    ) -> None:
        super().__init__(0, len(COLUMNS))
        self._watch, self._drafts, self._wording, self._catalogue = watch, drafts, wording, catalogue
        self.lines: Sequence[OtherDraft] = ()
        calm_table(self, COLUMNS.index("service"))

    def chosen(self) -> OtherDraft | None:
        """Return the row that has the cursor."""
        row = self.currentRow()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def take(self) -> None:
        """Show what the watch holds, in the language of the moment."""
        before = self.chosen()
        name_columns(self, COLUMNS, self._wording)
        self.lines = self._watch.lines
        places = [(one.station, one.line.id) for one in self.lines]
        there = (before.station, before.line.id) if before else None
        show_rows(self, [self._cells(one) for one in self.lines], places.index(there) if there in places else 0)

    def _cells(self, one: OtherDraft) -> tuple[str, ...]:
        say, line = self._wording.say, one.line
        service = self._catalogue().services.get(line.service_id)
        since = age(self._wording, line.kept_at, self._drafts.now)
        values = {"age": since} if one.state == "free" else {}
        return (
            isolate_name(line.person) if line.person else say("office.drafts.nobody"),
            self._wording.read(service.name) if service else isolate(line.service_id),
            isolate(one.station),
            say(f"office.drafts.others.state.{one.state}", **values),
        )
