"""The municipality's own keys sign what is issued, each its kinds, and one that ended proves what it signed before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fakes.portal_office import PortalOffice

from portal.cases.code_lists import authority, key_set
from portal.cases.issuing_keys import NoIssuingKeyError, end_key, issue_code, list_keys, make_issuing_key
from shubbak.cli.main import main
from shubbak.domain.problem import Problem
from shubbak.domain.text import Text
from shubbak.wire.key_set import KeySet, open_key_set
from shubbak.wire.output_code import OutputFacts, OutputKind, ProvenOutput, check_output_code
from shubbak.wire.warranted import Trust

TOWN = Text("بلدية الواحة", "Al-Waha")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


def facts(office: PortalOffice, kind: OutputKind = OutputKind.LICENCE) -> OutputFacts:
    return OutputFacts(kind, "HL-1", "kw.violation.report", "A/2/145", office.time, None, bytes(range(32)))


def keys(office: PortalOffice) -> KeySet:
    return open_key_set(key_set(office.portal), Trust(authority(office.portal).file.root))[0]


def words(office: PortalOffice, code: str) -> str:
    return office.client.post("/v", data={"code": code}, headers={"X-Verdict-Only": "1"}).text


def test_a_licence_is_proven_by_the_key_set_and_on_the_portals_page(office: PortalOffice) -> None:
    office.client.get("/api/v1/catalogue")  # from here on services have names
    station = office.enrolled()
    key = make_issuing_key(office.portal, TOWN, (OutputKind.LICENCE,))
    assert key.key_id == station.key_id + 1
    code = issue_code(office.portal, facts(office))
    assert check_output_code(code, keys(office)) == ProvenOutput(facts(office), "", TOWN)
    page = words(office, code)
    assert "A genuine document" in page and "Al-Waha" in page and "0001 0203 0405 0607" in page
    assert "Report a violation" in page


def test_plain_receipt_keys_do_not_name_it(office: PortalOffice) -> None:
    make_issuing_key(office.portal, TOWN, (OutputKind.LICENCE,))
    assert office.client.get("/api/v1/receipt-keys").json()["keys"] == []


def test_a_key_signs_its_kinds_alone_and_the_newest_is_taken(office: PortalOffice) -> None:
    first = make_issuing_key(office.portal, TOWN, (OutputKind.LICENCE, OutputKind.PERMIT))
    second = make_issuing_key(office.portal, TOWN, (OutputKind.LICENCE,))
    kinds = (OutputKind.LICENCE, OutputKind.PERMIT)
    found = [check_output_code(issue_code(office.portal, facts(office, kind)), keys(office)) for kind in kinds]
    assert all(isinstance(one, ProvenOutput) for one in found)
    assert [key.key_id for key in list_keys(office.portal)] == [first.key_id, second.key_id]
    with pytest.raises(NoIssuingKeyError):
        issue_code(office.portal, facts(office, OutputKind.PLAN))
    with pytest.raises(NoIssuingKeyError):
        issue_code(office.portal, facts(office), "Another town")


def test_a_key_that_ended_proves_what_it_signed_before_and_signs_no_more(office: PortalOffice) -> None:
    key = make_issuing_key(office.portal, TOWN, (OutputKind.LICENCE,))
    code = issue_code(office.portal, facts(office))
    office.pass_time(timedelta(hours=1))
    assert end_key(office.portal, key.key_id) and not end_key(office.portal, key.key_id)
    assert isinstance(check_output_code(code, keys(office)), ProvenOutput)
    office.pass_time(timedelta(hours=1))
    with pytest.raises(NoIssuingKeyError):
        issue_code(office.portal, facts(office))


def test_an_output_that_ended_or_was_changed_is_told(office: PortalOffice) -> None:
    make_issuing_key(office.portal, TOWN, (OutputKind.LICENCE,))
    code = issue_code(office.portal, facts(office))
    changed = code[:-3] + str((int(code[-3]) + 1) % 10) + code[-2:]
    assert check_output_code(changed, keys(office)) == Problem("output-code-signature")
    assert "Nothing is proven" in words(office, changed)


def test_keys_are_made_listed_and_ended_at_the_command_line(
    office: PortalOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    office.close()
    settings = office.settings
    places = ["--database", settings.database, "--files", settings.files, "--keys", str(settings.keys)]
    named = ["--municipality-ar", TOWN.ar, "--municipality-en", TOWN.en]
    assert main(["portal", "issuing-key", "add", *named, "--signs", "plan", "permit", *places]) == 0
    assert capsys.readouterr().out == "1\n"
    assert main(["portal", "issuing-key", *places]) == 0
    assert "1  Al-Waha  plan, permit  since" in capsys.readouterr().out
    assert main(["portal", "issuing-key", "end", "1", *places]) == 0
    assert main(["portal", "issuing-key", "end", "1", *places]) == 1
    assert "no issuing key 1" in capsys.readouterr().err


def test_the_root_is_shown_moved_and_its_warrant_renewed_at_the_command_line(
    office: PortalOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.close()
    settings = office.settings
    places = ["--database", settings.database, "--files", settings.files, "--keys", str(settings.keys)]
    assert main(["portal", "code-root", *places]) == 0
    assert "good for a trial" in capsys.readouterr().out
    assert main(["portal", "code-root", "move", str(tmp_path / "stick"), *places]) == 0
    assert "lies elsewhere" in capsys.readouterr().out
    assert main(["portal", "code-root", "warrant", *places]) == 1
    assert "bring its file" in capsys.readouterr().err
    root = str(tmp_path / "stick" / "code-root-1.pem")
    assert main(["portal", "code-root", "warrant", root, *places]) == 0
    assert "warrant 3 " in capsys.readouterr().out
    assert main(["portal", "void", "K07-2026-000009-G", "--reason", "x", *places]) == 1
    assert "nothing was accepted" in capsys.readouterr().err
    assert main(["portal", "void", "K07", "--reason", "x", *places]) == 1
    assert "no receipt number" in capsys.readouterr().err
