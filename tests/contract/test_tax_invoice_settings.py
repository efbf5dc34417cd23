"""The settings of tax invoices as they stand in a station's folder, and the command that looks at them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fakes.invoices import AT, JORDAN_SELLER, SELLER, a_jordan_order, an_order, certificate_and_key
from fakes.jofotara import Jofotara, code_of
from fakes.portal import FakePortal
from fakes.portal_server import serving
from fakes.store import FakeStore
from fakes.tax_authority import a_tax_authority

from shubbak.adapters.system.station_home import StationHome, station_home
from shubbak.cli.main import main
from shubbak.station.store_door import open_store
from shubbak.station.tax_invoices import InvoiceSetupError, office_invoices, read_desk

SETTINGS = """scheme: zatca
url: URL
number_prefix: OFF3
certificate: office.pem
key: office.key
seller:
  name: {ar: "مكتب الواحة للخدمات", en: "Oasis Services Office"}
  tax_number: "399999999900003"
  registration_number: "1010010000"
  city: الرياض
  street: طريق الملك فهد
  building_number: "1234"
  district: العليا
  postal_code: "12222"
  tax_basis_points: 1500
"""


JORDAN = """scheme: jofotara
url: URL
number_prefix: OFF3
income_source: "16683693"
seller:
  name: {ar: "مكتب الواحة للخدمات", en: "Oasis Services Office"}
  tax_number: "12345678"
  tax_basis_points: 1600
"""


def set_up_in_jordan(
    folder: Path,
    url: str = "https://authority.example/core/invoices/",
    login: str = "client_id: client\nsecret_key: s3cr3t\n",
) -> StationHome:
    home = StationHome(folder)
    home.tax_invoice.write_text(JORDAN.replace("URL", url), encoding="utf-8")
    home.tax_invoice_secret.write_text(login)
    home.tax_invoice_secret.chmod(0o600)
    return home


def set_up(
    folder: Path, url: str = "https://authority.example/core", secret: str = "token: t\nsecret: s3cr3t\n"
) -> StationHome:
    home = StationHome(folder)
    certificate, key = certificate_and_key()
    home.tax_invoice.write_text(SETTINGS.replace("URL", url), encoding="utf-8")
    (folder / "office.pem").write_text(certificate)
    for path, text in ((folder / "office.key", key), (home.tax_invoice_secret, secret)):
        path.write_text(text)
        path.chmod(0o600)
    return home


def complaint(home: StationHome) -> str:
    with pytest.raises(InvoiceSetupError) as found:
        read_desk(home, FakeClock(AT))
    return str(found.value)


def test_without_a_file_nothing_is_issued(tmp_path: Path) -> None:
    assert office_invoices(StationHome(tmp_path), FakeStore(), FakeClock(AT)) is None


def test_what_the_file_says_issues(tmp_path: Path) -> None:
    desk = read_desk(set_up(tmp_path), FakeClock(AT))
    assert desk.seller == SELLER
    assert desk.invoicer.issue(an_order()).number == "OFF3-000001"
    assert desk.shelf.standing().oldest_waiting == AT


@pytest.mark.parametrize(
    ("said", "instead", "expected"),
    [
        ("scheme: zatca", "scheme: fawtara", "tax-invoice.yaml:1:"),
        ("https://authority.example", "http://authority.example", "must begin with https://"),
        ("number_prefix: OFF3", "number_prefix: off 3", "tax-invoice.yaml:3:"),
        ("key: office.key", "key: ../office.key", "the name of a file beside"),
        ("  city: الرياض\n", "", '"city"'),
        ("tax_basis_points: 1500", "tax_basis_points: 0", "1500 for 15 %"),
        ("scheme: zatca", "scheme: zatca\nsecret: hunter2", 'no key "secret"'),
        ("certificate: office.pem", "certificate: none.pem", "none.pem: the file cannot be read"),
        ("certificate: office.pem", "certificate: tax-invoice.yaml", "invoice-credentials"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, said: str, instead: str, expected: str) -> None:
    home = set_up(tmp_path)
    text = home.tax_invoice.read_text("utf-8")
    assert said in text
    home.tax_invoice.write_text(text.replace(said, instead, 1), encoding="utf-8")
    assert expected in complaint(home)
    invoices = office_invoices(home, FakeStore(), FakeClock(AT))
    assert invoices is not None
    assert invoices.faults() == ("invoice-setup-refused",)


def test_what_the_file_says_issues_in_jordan(tmp_path: Path) -> None:
    with a_tax_authority() as authority:
        authority.answer = Jofotara()
        desk = read_desk(set_up_in_jordan(tmp_path, f"{authority.url}/invoices/"), FakeClock(AT))
        assert desk.seller == JORDAN_SELLER
        assert desk.invoicer.issue(a_jordan_order()).code_text == code_of("OFF3-000001")


@pytest.mark.parametrize(
    ("said", "instead", "expected"),
    [
        ("https://authority.example", "http://authority.example", "must begin with https://"),
        ('income_source: "16683693"', 'income_source: "1668-3693"', '"income_source" has digits'),
        ('tax_number: "12345678"', 'tax_number: "١٢٣"', '"tax_number" has digits'),
        ("tax_basis_points: 1600", "tax_basis_points: 1500", "1600 for 16 %"),
        ("number_prefix: OFF3", "number_prefix: OFF3\ncertificate: office.pem", 'no key "certificate"'),
    ],
)
def test_what_is_wrong_in_jordan_is_said(tmp_path: Path, said: str, instead: str, expected: str) -> None:
    home = set_up_in_jordan(tmp_path)
    text = home.tax_invoice.read_text("utf-8")
    assert said in text
    home.tax_invoice.write_text(text.replace(said, instead, 1), encoding="utf-8")
    assert expected in complaint(home)


def test_a_login_that_no_header_takes_is_told_without_its_words(tmp_path: Path) -> None:
    said = complaint(set_up_in_jordan(tmp_path, login='client_id: "a b"\nsecret_key: "hunter2\\r\\nX: y"\n'))
    assert '"client_id"' in said and '"secret_key"' in said and "hunter2" not in said


def test_the_command_lists_and_shows_what_waits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = set_up_in_jordan(tmp_path, "http://127.0.0.1:9/core/invoices/")
    read_desk(home, FakeClock(AT)).invoicer.issue(a_jordan_order())
    assert main(["invoices", "list", "--home", str(tmp_path)]) == 0
    assert "OFF3-000001\twaiting\t2026-03-01T07:30:00" in capsys.readouterr().out
    assert main(["invoices", "show", "OFF3-000001", "--home", str(tmp_path)]) == 0
    assert "<cbc:ID>16683693</cbc:ID>" in capsys.readouterr().out
    assert main(["invoices", "show", "OFF3-000002", "--home", str(tmp_path)]) == 1


@pytest.mark.parametrize("name", ["office.key", "tax-invoice-secret.yaml"])
def test_what_others_may_read_is_no_secret(tmp_path: Path, name: str) -> None:
    home = set_up(tmp_path)
    (tmp_path / name).chmod(0o640)
    assert complaint(home) == f"{name}: others may read this file; give it mode 0600"


def test_a_complaint_repeats_no_secret(tmp_path: Path) -> None:
    assert "s3cr3t" not in complaint(set_up(tmp_path, secret="token: t\nsecret: s3cr3t\nsecret: s3cr3t\n"))


def test_the_command_checks_sends_and_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path))
    with serving(FakePortal()) as server:
        assert main(["enrol", "--portal", server.url, "--code", "4711-0815"]) == 0
    open_store(station_home()).close()
    assert main(["invoices", "status"]) == 0
    assert "issues no tax invoices" in capsys.readouterr().out
    with a_tax_authority() as authority:
        home = set_up(tmp_path, authority.url)
        assert main(["invoices", "check"]) == 0
        read_desk(home, FakeClock(AT)).invoicer.issue(an_order())
        assert main(["invoices", "status"]) == 1, "it has waited since March"
        assert main(["status"]) == 0
        assert "invoice-waits-long" in capsys.readouterr().out
        assert main(["invoices", "send"]) == 0
        assert "1 reported, 0 waiting" in capsys.readouterr().out
    home.tax_invoice.write_text("scheme: other\n")
    assert main(["invoices", "check"]) == 1
    assert "tax-invoice.yaml:1:" in capsys.readouterr().out
