"""A municipality changes order, words and logo of its receipts in files; a file that is wrong changes nothing."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtGui import QGuiApplication

from shubbak.cli.main import main
from shubbak.domain.paper_template import Logo, PaperKind
from shubbak.domain.text import Language
from shubbak.forms.load_paper import load_paper
from shubbak.forms.source import ServiceFileError
from shubbak.ports.printer import PrintHead
from shubbak.ports.renderer import Sheet
from shubbak.qtkit.receipt_raster import QtReceiptRenderer
from shubbak.resources import load_wording, root
from shubbak.station.papers import read_papers, station_wording

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40"/></svg>'
SHIPPED = load_wording().paper(PaperKind.RECEIPT, Language.EN)
HEAD = "kind: receipt\nlanguage: en\n"


@pytest.fixture(autouse=True)
def application(qapp: QGuiApplication) -> QGuiApplication:
    return qapp


def png(*, grey: bool = False) -> bytes:
    image = Image.new("L", (400, 200), 255)
    image.paste(128 if grey else 0, (0, 0, 200, 200))
    into = io.BytesIO()
    image.save(into, "PNG")
    return into.getvalue()


def written(folder: Path, text: str, name: str = "receipt.en.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def complaint(folder: Path) -> str:
    wording, (bad,) = read_papers(folder)
    assert wording.paper(PaperKind.RECEIPT, Language.EN) == SHIPPED
    return str(bad)


def test_without_a_folder_the_shipped_papers_stand(tmp_path: Path) -> None:
    wording, bad = station_wording(tmp_path / "receipts")
    assert bad == ""
    assert wording.papers() == load_wording().papers()


def test_a_word_is_changed_and_all_others_stay(tmp_path: Path) -> None:
    own, bad = station_wording(written(tmp_path, HEAD + 'words: {title: "Receipt of the town"}\n'))
    paper = own.paper(PaperKind.RECEIPT, Language.EN)
    assert (bad, paper.say("title"), paper.say("next")) == ("", "Receipt of the town", SHIPPED.say("next"))
    assert paper.parts == SHIPPED.parts


def test_order_own_sentence_and_logo(tmp_path: Path) -> None:
    parts = [part for part in SHIPPED.parts if part != "ornament"]
    text = f"{HEAD}logo: {{file: town.png, height_mm: 12}}\nparts: [{', '.join([*parts, 'say.hours'])}]\n"
    written(tmp_path, text + 'words: {say.hours: "Open from 8 to 14"}\n')
    (tmp_path / "town.png").write_bytes(png())
    own, bad = station_wording(tmp_path)
    paper = own.paper(PaperKind.RECEIPT, Language.EN)
    assert bad == ""
    assert (paper.parts[-1], paper.logo) == ("say.hours", Logo(png(), 12))


@pytest.mark.parametrize("data", [png(), SVG], ids=["png", "svg"])
@pytest.mark.parametrize(("head", "high"), [(PrintHead(576, 203), 96), (PrintHead(512, 180), 85)])
def test_a_logo_is_as_high_as_it_says_on_every_head_and_has_no_grey(data: bytes, head: PrintHead, high: int) -> None:
    raster = QtReceiptRenderer().render(Sheet(Language.AR, (Logo(data, 12),)), head)
    picture = Image.frombytes("1", (raster.width, raster.height), raster.rows, "raw", "1;I").convert("L")
    left, top, right, bottom = picture.point(lambda step: 255 - step).getbbox() or (0, 0, 0, 0)
    assert bottom - top == high
    assert set(picture.crop((left, top, right, bottom)).tobytes()) == {0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind: receipt\nlanguage: ar\n", 'receipt.en.yaml:2: this must be the template of "receipt" in "en"'),
        (HEAD + "parts: [municipality, totall]\n", '"totall" is no part of this paper; did you mean "total"?'),
        (HEAD + "parts: [municipality, service]\n", 'this paper may not do without "number"'),
        (HEAD + "parts: [number, number]\n", '"number" stands twice'),
        (HEAD + "parts: [say.hours]\n", '"words" has no sentence of that name'),
        (HEAD + 'words: {titel: "Receipt"}\n', 'nothing prints "titel"; did you mean "title"?'),
        (HEAD + 'words: {copy: "Copy"}\n', '"copy" must name {number}'),
        (HEAD + 'words: {copy: "Copy {number"}\n', "a brace that is not closed"),
        (HEAD + 'words: {copy: "Copy {number.__class__}"}\n', "a brace that is not closed"),
        (HEAD + 'words: {title: "Receipt \u202e"}\n', "signs that turn the text"),
        (HEAD + f'words: {{title: "{"long " * 200}"}}\n', "a sentence on paper may have 600"),
        (HEAD + "logo: {file: ../town.png, height_mm: 12}\n", "must be a PNG or SVG file beside the template"),
        (HEAD + "logo: {file: town.png, height_mm: 400}\n", "a logo is 5 to 40 mm high"),
        (HEAD + "logo: {file: none.png, height_mm: 12}\n", "none.png cannot be read"),
        ("a: [", "this is not YAML"),
        ("x: " + "y" * 300_000, "has more than"),
    ],
)
def test_a_bad_template_is_told_in_a_sentence_and_the_shipped_one_stands(tmp_path: Path, text: str, said: str) -> None:
    assert said in complaint(written(tmp_path, text))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (png(grey=True), "black on white without greys"),
        (png()[:60], "the logo's PNG is damaged"),
        (SVG.replace(b"<rect", b"<image href='x.png'/><rect"), "only shapes and paths are drawn"),
        (b"GIF89a", "neither a PNG nor an SVG"),
        (b"\0" * 300_000, "has more than 32768 bytes"),
    ],
)
def test_a_logo_that_would_not_print_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    written(tmp_path, HEAD + "logo: {file: town.png, height_mm: 12}\n")
    (tmp_path / "town.png").write_bytes(data)
    assert said in complaint(tmp_path)


def test_one_bad_file_does_not_keep_the_others_out(tmp_path: Path) -> None:
    written(tmp_path, HEAD + "parts: [x]\n")
    written(tmp_path, 'kind: receipt\nlanguage: ar\nwords: {title: "إيصال البلدية"}\n', "receipt.ar.yaml")
    written(tmp_path, HEAD, "licence.en.yaml")
    wording, unusable = read_papers(tmp_path)
    assert [bad.file for bad in unusable] == ["licence.en.yaml", "receipt.en.yaml"]
    assert wording.paper(PaperKind.RECEIPT, Language.AR).say("title") == "إيصال البلدية"
    assert station_wording(tmp_path)[1] == "licence.en.yaml"


def test_the_command_begins_with_the_shipped_papers_and_checks_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "own"
    assert main(["receipts", str(folder)]) == 1
    assert main(["receipts", str(folder), "--begin"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        path.name for path in root().glob("receipts/*.yaml")
    )
    written(folder, HEAD + "parts: [x]\n")
    assert main(["receipts", str(folder), "--begin"]) == 1
    assert 'receipt.en.yaml:3: "x" is no part of this paper' in capsys.readouterr().err


def test_the_command_draws_the_papers_of_a_service_with_their_own_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, HEAD + 'words: {title: "Receipt of the town"}\n')
    for folder, into in ((tmp_path, "own"), (root() / "receipts", "shipped")):
        assert main(["receipts", str(folder), "--draw", str(tmp_path / into), "--dots", "384"]) == 0
    own, shipped = (
        {path.name: path.read_bytes() for path in (tmp_path / into).iterdir()} for into in ("own", "shipped")
    )
    assert len(own) == 6
    assert "receipt.en.png" in [name for name, data in shipped.items() if own[name] != data]
    assert main(["receipts", str(tmp_path), "--draw", str(tmp_path), "--service", "kw.none"]) == 1
    assert 'no service "kw.none"' in capsys.readouterr().err


@given(st.text("{}[]:,-& *!|>'\"\\#%\n\t aبkindlogpartswrecu01.\x00\u202e", max_size=120))
def test_whatever_a_file_holds_is_a_template_or_a_sentence(text: str) -> None:
    with suppress(ServiceFileError):
        load_paper(HEAD + text, "receipt.en.yaml", SHIPPED)


@given(st.text("{}number.!:_ abc0é", max_size=30))
def test_a_sentence_that_is_taken_can_be_said(sentence: str) -> None:
    text = HEAD + msgspec.yaml.encode({"words": {"copy": sentence}}).decode()
    try:
        taken = load_paper(text, "receipt.en.yaml", SHIPPED).template
    except ServiceFileError:
        return
    assert "7" in taken.say("copy", number="7")
