"""The preview of a service file: the kiosk's form follows the file, complaints stand over it while it is broken."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kiosk_stage import SAMPLE, STALL
from PySide6.QtCore import QtMsgType
from stage import delete_now, walk

from kiosk.gallery import STROKES
from kiosk.preview import Preview
from shubbak.cli.main import main
from shubbak.cli.service_preview import watched_file
from shubbak.domain.payment import PaymentMethod
from shubbak.domain.text import Language
from shubbak.flow.events import AnswerGiven, Next, PayRequested, Signed
from shubbak.flow.steps import Step


class Desk:
    """An author's desk: the file, and the preview that looks at it when told to."""

    def __init__(self, folder: Path) -> None:
        self.file = Path(shutil.copy(SAMPLE, folder / "stall.yaml"))
        self.preview = Preview(watched_file(folder, self.file, "KW"), Language.EN)
        self.preview.look()
        self._saves = 0

    def save(self, old: str, new: str) -> None:
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self._saves += 1  # a length of its own: two saves may fall into one tick of the disk's clock
        self.file.write_text(text.replace(old, new) + "#" * self._saves + "\n", encoding="utf-8")
        self.preview.look()

    @property
    def visit(self) -> Any:
        return self.preview.visit.machine.visit

    def words(self) -> set[str]:
        found = set()
        for item in walk(self.preview.kiosk.window.contentItem()):
            text = item.property("text")
            if item.isVisible() and isinstance(text, str):
                found.add(text)
        return found


@pytest.fixture
def desk(qapp: object, qtlog: Any, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    desk.preview.kiosk.window.show()
    yield desk
    desk.preview.close()
    delete_now()
    assert [record.message for record in qtlog.records if record.type is not QtMsgType.QtDebugMsg] == []


def test_it_opens_on_the_first_page(desk: Desk) -> None:
    assert desk.visit.service.id == STALL
    assert desk.visit.stage.step is Step.QUESTIONS
    assert desk.visit.stage.page == desk.visit.service.pages[0].id
    assert desk.visit.identity is not None


def test_a_save_is_on_the_screen_and_answers_stay(desk: Desk) -> None:
    page = desk.visit.service.pages[0]
    desk.preview.visit.dispatch(AnswerGiven("days", "2"))
    assert page.title.en in desk.words()
    desk.save(page.title.en, "Another title")
    assert "Another title" in desk.words()
    assert desk.visit.raw["days"] == "2"


def test_once_started_it_sees_every_save_by_itself(desk: Desk, qtbot: Any) -> None:
    desk.preview.start()
    text = desk.file.read_text(encoding="utf-8")
    desk.file.write_text(text.replace("The stall", "The booth"), encoding="utf-8")
    qtbot.waitUntil(lambda: "The booth" in desk.words())


def test_the_page_that_stood_stands_again(desk: Desk) -> None:
    for name, raw in {"holder": "Noura", "days": "2", "food": "yes"}.items():
        desk.preview.visit.dispatch(AnswerGiven(name, raw))
    desk.preview.visit.dispatch(Next())
    before = desk.visit.stage
    assert before.page == "kitchen"
    desk.save("version: 3", "version: 4")
    assert desk.visit.service.version == 4
    assert desk.visit.stage == before


def test_complaints_stand_over_the_form_until_the_file_is_mended(desk: Desk) -> None:
    desk.preview.visit.dispatch(AnswerGiven("days", "2"))
    desk.save("kind: number", "kind: numbre")
    assert desk.preview.complaining
    line = desk.file.read_text(encoding="utf-8").split("kind: numbre")[0].count("\n") + 1
    assert f"{desk.file}:{line}" in desk.words()
    assert any("numbre" in words for words in desk.words())
    desk.save("kind: numbre", "kind: number")
    assert not desk.preview.complaining
    assert desk.visit.raw["days"] == "2"


def test_a_file_that_is_gone_for_a_moment_comes_back(desk: Desk) -> None:
    text = desk.file.read_text(encoding="utf-8")
    desk.file.unlink()
    desk.preview.look()
    assert f"{desk.file}:1" in desk.words()
    desk.file.write_text(text, encoding="utf-8")
    desk.preview.look()
    assert not desk.preview.complaining


def test_the_visit_can_be_walked_to_its_receipt(desk: Desk, qtbot: Any) -> None:
    for name, raw in {"holder": "Noura", "days": "2", "food": "no"}.items():
        desk.preview.visit.dispatch(AnswerGiven(name, raw))
    for happening in (Next(), Next(), PayRequested(PaymentMethod.CARD)):
        desk.preview.visit.dispatch(happening)
    qtbot.waitUntil(lambda: desk.visit.stage.step is Step.SIGN)
    desk.preview.visit.dispatch(Signed(STROKES))
    qtbot.waitUntil(lambda: desk.visit.printed)
    assert desk.visit.stage.step is Step.RECEIPT


def test_pictures_of_every_page_in_both_languages(
    qapp: object, qtlog: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "services").mkdir()
    shutil.copy(SAMPLE, tmp_path / "services" / "stall.yaml")
    words = ["services", "preview", STALL, "--from", str(tmp_path / "services"), "--pictures", str(tmp_path / "drawn")]
    assert main(words) == 0
    drawn = sorted(path.name for path in (tmp_path / "drawn").iterdir())
    assert sorted(Path(line).name for line in capsys.readouterr().out.splitlines()) == drawn
    assert {"01-needs-ar.png", "01-needs-en.png"} < set(drawn)
    assert len(drawn) % 2 == 0 and len(drawn) >= 6
    assert [record.message for record in qtlog.records if record.type is not QtMsgType.QtDebugMsg] == []


@pytest.mark.parametrize(
    ("service", "text", "complaint"),
    [
        pytest.param("kw.test.none", "", "there is no service", id="no such service"),
        pytest.param(STALL, "id: kw.test.stall\n", "stall.yaml:1: ", id="a broken file"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    service: str, text: str, complaint: str, qapp: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "stall.yaml").write_text(text, encoding="utf-8")
    pictures = tmp_path / "drawn"
    assert main(["services", "preview", service, "--from", str(tmp_path), "--pictures", str(pictures)]) == 1
    assert complaint in capsys.readouterr().err
    assert not pictures.exists()
