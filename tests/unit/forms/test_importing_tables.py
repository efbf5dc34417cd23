"""A table of services becomes drafts that are sound, say what is missing, and never lie over what is there."""

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from shubbak.cli.main import main
from shubbak.cli.service_table import MOST_ROWS, MOST_SIGNS, TableError, read_table
from shubbak.forms.drafts import draft_of
from shubbak.forms.load import load_service
from shubbak.forms.service import Service

ARABIC = """رمز الخدمة;اسم الخدمة;الاسم بالإنجليزية;تصنيف الخدمة;القنوات;الرسوم;مدة الإنجاز;المستندات المطلوبة;الجهة
kw.shop.move;نقل محل;Move a shop;إجرائية;كشك، مكتب الخدمات;١٠ دنانير;٣ أيام عمل;"عقد الإيجار|البطاقة المدنية";البلدية
"""


def one(**cells: str) -> Service:
    return load_service(draft_of({"id": "om.shop.move", **cells}, date(2026, 1, 31)).text, "draft.yaml")


def table(tmp_path: Path, body: bytes, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(body)
    return path


def drafted(tmp_path: Path) -> Service:
    path = tmp_path / "drafts" / "kw" / "shop_move.yaml"
    return load_service(path.read_text(encoding="utf-8"), str(path))


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1256"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_an_arabic_table_becomes_drafts(tmp_path: Path, coding: str, separator: str) -> None:
    text = ARABIC if coding != "cp1256" else ARABIC.replace("١٠", "10").replace("٣", "3")
    path = table(tmp_path, text.replace(";", separator).encode(coding))
    assert main(["services", "import", str(path), "--into", str(tmp_path / "drafts")]) == 0
    service = drafted(tmp_path)
    assert (service.name.ar, service.name.en) == ("نقل محل", "Move a shop")
    assert (service.service_class, service.channels) == ("procedural", ("kiosk", "office"))
    assert (service.fees[0].amount_minor, service.duration.hours) == (10_000, 24)
    assert [need.name.ar for need in service.documents] == ["عقد الإيجار", "البطاقة المدنية"]


def test_a_workbook_becomes_drafts_and_its_formulas_stay_texts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["ID", "Name", "Arabic name", "Fee", "Class"])
    sheet.append(["kw.shop.move", '=HYPERLINK("x")', "نقل محل", 12.5, "integrated"])
    book.save(tmp_path / "table.xlsx")
    assert main(["services", "import", str(tmp_path / "table.xlsx"), "--into", str(tmp_path / "drafts")]) == 0
    service = drafted(tmp_path)
    assert service.name.en == '=HYPERLINK("x")'
    assert (service.fees[0].amount_minor, service.service_class) == (12_500, "integrated")


def test_a_draft_says_what_is_missing_and_is_sound_without_it() -> None:
    text = draft_of({"id": "om.shop.move", "fee": "by area", "class": "?"}, date(2026, 1, 31)).text
    assert '# missing: "fees", the table says "by area"' in text
    assert '# missing: "class", the table says "?"' in text
    assert '# missing: "name" in Arabic' in text
    assert load_service(text, "draft.yaml").fees == ()


@pytest.mark.parametrize("fee", ["مجاني", "Free", "0", "لا يوجد"])
def test_what_is_free_has_no_fee(fee: str) -> None:
    assert one(fee=fee).fees == ()


@pytest.mark.parametrize(
    "fee", ["1,500", "10,5", "5 or 10", "2%5", "1.2345", "-5 + 3", "5.5.5", "10 to 20", "5%", "-5"]
)
def test_a_figure_that_can_be_read_in_two_ways_is_left_to_the_author(fee: str) -> None:
    text = draft_of({"id": "om.shop.move", "fee": fee}, date(2026, 1, 31)).text
    assert f'# missing: "fees", the table says "{fee}"' in text
    assert load_service(text, "draft.yaml").fees == ()


@pytest.mark.parametrize(("fee", "minor"), [("5", 5_000), ("١٬٥٠٠٫٢٥٠ ر.ع", 1_500_250), ("1,500.000 OMR", 1_500_000)])
def test_a_plain_figure_is_a_fee(fee: str, minor: int) -> None:
    assert one(fee=fee).fees[0].amount_minor == minor


@pytest.mark.parametrize(
    ("duration", "hours"),
    [("2", 16), ("5 working days", 40), ("1 أسبوع", 40), ("45 دقيقة", 1), ("فوري", 0), ("٤ ساعات", 4)],
)
def test_a_duration_is_counted_in_working_hours(duration: str, hours: int) -> None:
    assert one(duration=duration).duration.hours == hours


@pytest.mark.parametrize(
    "cell", ['"', "a: b", "# x", "\n- id: x", "{ar: x}", "\u2028id: y", "&a *b !c", "\x85version: 9", "'; \\", "- "]
)
def test_no_cell_breaks_out_of_its_place(cell: str) -> None:
    row = dict.fromkeys(
        ("name_ar", "summary_ar", "owner_ar", "documents_ar", "class", "fee", "channels"), f"شيء {cell}"
    )
    service = one(**row, name_en=f"x{cell}", duration=cell, output=cell, phone=cell, category=cell)
    assert (service.id, service.version) == ("om.shop.move", 1)


def test_bad_rows_say_why_and_the_rest_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["id,name,wind", "../etc,A,1", "de.shop.move,B,1", "kw.shop.move,C,1", "", "kw.shop.move,D,1"]
    path = table(tmp_path, "\n".join(rows).encode())
    assert main(["services", "import", str(path), "--into", str(tmp_path / "drafts")]) == 1
    said = capsys.readouterr()
    assert said.err == 'the column "wind" is not read\n'
    assert [line.partition(":")[0] for line in said.out.splitlines()] == ["row 2", "row 3", "row 4", "row 6"]
    assert "not of the form" in said.out
    assert "begins with none of" in said.out
    assert "stands twice" in said.out
    assert drafted(tmp_path).name.en == "C"


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path, ARABIC.encode())
    (tmp_path / "drafts" / "kw").mkdir(parents=True)
    (tmp_path / "drafts" / "kw" / "shop_move.yaml").write_text("mine", encoding="utf-8")
    assert main(["services", "import", str(path), "--into", str(tmp_path / "drafts")]) == 1
    assert "is there already" in capsys.readouterr().out
    assert (tmp_path / "drafts" / "kw" / "shop_move.yaml").read_text(encoding="utf-8") == "mine"


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * (65 * 1024 * 1024))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        pytest.param("a.xlsx", b"PK\x03\x04 no workbook", "not a workbook", id="no-zip"),
        pytest.param("a.csv", b"name,fee\nx,1\n", 'no column is headed "id"', id="no-id"),
        pytest.param("a.csv", b"id,code\nx,1\n", "two columns mean the same", id="twice"),
        pytest.param("a.csv", b"", "no column is headed", id="empty"),
        pytest.param("a.csv", b"id,name\nx," + b"y" * (MOST_SIGNS + 1), "a cell has more than", id="long-cell"),
        pytest.param("a.csv", b"id," * 100, "more than 60 columns", id="wide"),
        pytest.param("a.csv", b"id\n" + b"x\n" * (MOST_ROWS + 1), "more than 2000 rows", id="long"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, body: bytes, why: str) -> None:
    with pytest.raises(TableError, match=why):
        read_table(table(tmp_path, body, name))


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="unpacks to far too much"):
        read_table(table(tmp_path, bomb(), "a.xlsx"))
