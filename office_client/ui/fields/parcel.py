"""A piece of land by the parts that name it."""

from __future__ import annotations

from office_client.ui.fields.record_answer import RecordAnswer

WIDGET = RecordAnswer
