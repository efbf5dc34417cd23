"""A photograph that is scanned as an answer."""

from __future__ import annotations

from office_client.ui.fields.scan_answer import ScanAnswer

WIDGET = ScanAnswer
