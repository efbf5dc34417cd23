"""The picture of a procedure: in three formats, every box above the next, every word within its box."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from shubbak.cli.main import main
from shubbak.cli.service_files import find_service
from shubbak.domain.text import Language
from shubbak.qtkit.procedure_drawing import WIDTH, ProcedureDrawing
from shubbak.resources import load_wording, root

SERVICES = ["om.water.well_new", "kw.build.private", "jo.build.permit", "sa.report.municipal", "kw.camp.licence"]


class Measured(ProcedureDrawing):
    """A drawing that keeps what was written into which box, and how large it came out."""

    def __init__(self, service_id: str, language: Language) -> None:
        service = find_service(root() / "services", service_id)
        assert service is not None
        super().__init__(service, load_wording(), language)
        self.written: list[tuple[str, QRectF, QRectF]] = []

    def _text(self, painter: QPainter, box: QRectF, words: str, pixels: int, **look: object) -> None:
        super()._text(painter, box, words, pixels, **look)  # type: ignore[arg-type]
        self.written.append((words, box, painter.boundingRect(box, 0x1000, words)))  # TextWordWrap


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("service", SERVICES)
def test_every_word_stands_within_its_box(service: str, language: Language, qapp: object) -> None:
    drawing = Measured(service, language)
    picture = QImage(WIDTH, drawing.height, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    drawing.draw(painter)
    painter.end()
    spilt = [
        (words, box, came_out)
        for words, box, came_out in drawing.written
        if came_out.height() > box.height() + 4 or came_out.width() > box.width() + 2 or box.bottom() > drawing.height
    ]
    assert spilt == []
    assert len(drawing.written) > 10


@pytest.mark.parametrize(("suffix", "begins"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF-")])
def test_it_is_written_in_the_format_of_its_name(suffix: str, begins: bytes, tmp_path: Path, qapp: object) -> None:
    into = tmp_path / f"steps{suffix}"
    assert main(["services", "draw", "kw.shop.inquiry", "--into", str(into)]) == 0
    assert into.read_bytes().startswith(begins)


def test_another_format_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["services", "draw", "kw.shop.inquiry", "--into", str(tmp_path / "steps.doc")]) == 1
    assert "the picture can be one of" in capsys.readouterr().err
