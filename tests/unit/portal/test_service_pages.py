"""The public page of a service, to which printed guides lead."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes.portal_office import SERVICE_ID, PortalOffice
from service_samples import SOUND

PAY = '- {id: pay, kind: payment, title: {ar: "تسديد", en: "Pay up"}, role: applicant, fees: [space]}'
PAID_LATER = SOUND.replace("role: clerk, hours: 4}\n", f"role: clerk, hours: 4}}\n    {PAY}\n")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path_factory.mktemp("portal"))
    opened.client.get("/api/v1/catalogue")
    yield opened
    opened.close()


def test_it_says_in_both_languages_what_the_guide_says(office: PortalOffice) -> None:
    answer = office.client.get(f"/services/{SERVICE_ID}")
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    for words in (
        "بلاغ عن مخالفة",
        "Report a violation",
        "خطوات المعاملة",
        "What it costs",
        "مجانية",
        "\u2066139\u2069",
    ):
        assert words in answer.text


def test_fees_stand_under_when_they_are_due(tmp_path_factory: pytest.TempPathFactory) -> None:
    opened = PortalOffice(tmp_path_factory.mktemp("later"))
    (opened.services / "kw" / "sound.yaml").write_text(PAID_LATER, encoding="utf-8")
    opened.client.get("/api/v1/catalogue")
    told = opened.client.get("/services/kw.test.sound").text
    parts = [told.index(words) for words in ("Due when you apply", "10.000", "Due later: Pay up", "0.250")]
    assert parts == sorted(parts)
    assert "<h3>تُدفع لاحقًا: تسديد</h3>" in told
    opened.close()


@pytest.mark.parametrize("name", ["kw.no.such", "%3Cscript%3Ealert(1)", "x" * 3000])
def test_a_service_that_is_not_there_has_a_page_that_says_so(office: PortalOffice, name: str) -> None:
    answer = office.client.get(f"/services/{name}")
    assert answer.status_code == 404
    assert "لا توجد خدمة بهذا الاسم" in answer.text
    assert "alert(1)" not in answer.text


def test_before_a_catalogue_is_published_no_service_is_there(tmp_path_factory: pytest.TempPathFactory) -> None:
    opened = PortalOffice(tmp_path_factory.mktemp("empty"))
    assert opened.client.get(f"/services/{SERVICE_ID}").status_code == 404
    opened.close()
