"""Before the first question a person is told of all that will be scanned, also where a question asks for it."""

from __future__ import annotations

from pathlib import Path

from shubbak.forms.documents import told_documents
from shubbak.forms.load import load_service
from shubbak.forms.service import Service

SAMPLE = Path(__file__).parents[2] / "samples" / "services" / "every_kind.yaml"


def service() -> Service:
    return load_service(SAMPLE.read_text(encoding="utf-8"), SAMPLE.name)


def test_a_photo_that_a_question_asks_for_is_told_beside_the_documents() -> None:
    told = told_documents(service(), {})
    assert [need.id for need in told if need.id in ("front", "site_right", "right")] == ["site_right", "front"]
    front = next(need for need in told if need.id == "front")
    assert front.name == service().field("front").label
    assert front.required == service().field("front").required
