"""Every shipped service has an ordinary way through its form, and the portal takes what the station took."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes.ordinary_answers import day_of, ordinary_answers

from shubbak.domain.application import Answer
from shubbak.forms.facts import check_answers, check_page, settled_answers
from shubbak.forms.load import load_service
from shubbak.forms.pieces import Pieces, is_piece_file
from shubbak.resources import root

FILES = {str(path): path for path in sorted((root() / "services").rglob("*.yaml"))}
PIECES = Pieces({name: path.read_text(encoding="utf-8") for name, path in FILES.items() if is_piece_file(name)})
SERVICES = [path for name, path in FILES.items() if not is_piece_file(name)]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_service_can_be_filled_in_and_the_portal_takes_it(path: Path) -> None:
    service = load_service(path.read_text(encoding="utf-8"), path.name, PIECES)
    raw, today = ordinary_answers(service), day_of(service)
    answers: dict[str, Answer] = {}
    for page in service.pages:
        if page.show_if is None or page.show_if.holds(answers):
            found, problems = check_page(service, page, raw, today, answers)
            assert problems == []
            answers |= found
    assert settled_answers(service, answers) == answers
    assert check_answers(service, answers, today) == []
    assert raw.keys() == answers.keys()
