"""An address in the parts of its country."""

from __future__ import annotations

from office_client.ui.fields.record_answer import RecordAnswer

WIDGET = RecordAnswer
