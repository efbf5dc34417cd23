"""The shipped services load, cover what was promised, and charge what their sources say."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.application import Answer
from shubbak.domain.fees import FeeKind, Payee
from shubbak.domain.text import Language
from shubbak.fields import kinds
from shubbak.forms.catalogue import Catalogue, load_catalogue
from shubbak.forms.facts import needed_documents, settled_answers, unmet_conditions, visible_fields, visible_pages
from shubbak.forms.fees import assess, total
from shubbak.forms.service import Field, Service, ServiceClass, Verified
from shubbak.resources import root

FOLDER = root() / "services"


def shipped() -> Catalogue:
    return load_catalogue({str(path): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.yaml")}, 1)


CATALOGUE = shipped()
SERVICES = list(CATALOGUE.services.values())


def cost(service_id: str, on: date, **answers: Answer) -> dict[str, int]:
    lines = assess(CATALOGUE.services[service_id], answers, on)
    return {line.code: line.amount.amount_minor for line in lines}


def test_the_promised_services_are_there() -> None:
    promised = {
        "kw.health.licence_renewal",
        "om.water.well_register",
        "jo.tax.building_land",
        "sa.shop.issue",
        "kw.violation.report",
        "jo.zoning.site_plan",
    }
    assert promised <= set(CATALOGUE.services)
    assert len(SERVICES) >= 120
    for country in ("JO", "KW", "OM", "SA"):
        own = [service for service in SERVICES if service.country == country]
        assert len(own) >= 25
        assert {service.service_class for service in own} == set(ServiceClass)
    assert {line.kind for service in SERVICES for line in service.fees} == set(FeeKind)
    assert len({line.payee for service in SERVICES for line in service.fees}) > 1


@pytest.mark.parametrize("path", sorted(FOLDER.glob("??/*.yaml")), ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_a_file_lies_where_its_id_says(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    service_id = next(line for line in lines if line.startswith("id: ")).removeprefix("id: ")
    assert service_id == f"{path.parent.name}.{path.stem.replace('_', '.', 1)}"


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.id)
def test_a_page_asks_few_questions_and_private_ones_are_private(service: Service) -> None:
    for page in service.pages:
        at_once = [field for field in page.fields if kinds()[field.kind].asks and field.show_if is None]
        assert page.fields
        assert len(at_once) <= 6
        for field in page.fields:
            assert field.private or field.kind not in ("national_id", "phone", "email", "arabic_name", "full_name")


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.id)
def test_every_service_begins_with_a_page_and_can_be_found_by_its_name(service: Service) -> None:
    assert visible_pages(service, {})
    assert all(visible_fields(page, {}) for page in visible_pages(service, {}))
    for language in Language:
        found = CATALOGUE.finder.find(service.name.say(language), language, country=service.country)
        assert found[0].id == service.id


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.id)
def test_fees_that_are_known_name_their_source_and_what_happens_next_is_said(service: Service) -> None:
    for line in service.fees:
        assert line.legal_basis or line.verified is Verified.SAMPLE
    assert service.next_step.ar.endswith(".")
    assert len(service.purpose.ar) > 50


def test_the_report_needs_no_name_no_identity_and_no_money() -> None:
    report = CATALOGUE.services["kw.violation.report"]
    assert not report.identify
    assert not report.signature
    assert report.fees == ()
    assert [field.id for field in visible_fields(report.pages[-1], {"anonymous": True})] == ["anonymous"]


def test_kuwait_renewal_costs_ten_dinars_and_more_when_lost_or_late() -> None:
    on = date(2026, 6, 1)
    renew = "kw.health.licence_renewal"
    assert cost(renew, on, health_licence_expiry="2026-06-01") == {"renewal": 10_000}
    assert cost(renew, on, original_lost=True, health_licence_expiry="2026-05-31") == {
        "renewal": 10_000,
        "replacement": 10_000,
        "late": 5_000,
    }


def test_oman_asks_a_deposit_only_where_the_well_must_be_measured() -> None:
    well = CATALOGUE.services["om.water.well_register"]
    lines = {line.code: line for line in assess(well, {"measured": False}, date(2026, 6, 1))}
    assert lines["measuring_deposit"].refundable
    assert lines["measuring_deposit"].payee is Payee.CONTRACTOR_ACCOUNT
    assert cost(well.id, date(2026, 6, 1), measured=True) == {"application": 100, "approval": 100}


@pytest.mark.parametrize(
    ("on", "early", "relief", "late"),
    [
        (date(2026, 2, 28), -75_000, -20_000, None),
        (date(2026, 3, 1), None, -20_000, None),
        (date(2026, 3, 31), None, -20_000, None),
        (date(2026, 4, 1), None, None, 10_000),
    ],
)
def test_jordan_tax_and_its_reliefs_by_date(on: date, early: int | None, relief: int | None, late: int | None) -> None:
    lines = cost(
        "jo.tax.building_land",
        on,
        property_kind="building",
        net_annual_rent=5_000_000,
        has_arrears=True,
        arrears=100_000,
    )
    assert lines["building"] == 750_000
    assert (lines.get("early_discount"), lines.get("arrears_discount"), lines.get("late")) == (early, relief, late)
    assert lines["channel"] == (500 if sum(lines.values()) - lines["channel"] <= 1_000_000 else 1_000)


@pytest.mark.parametrize(("estimate", "charge"), [(24_999_000, 250), (25_000_000, 500), (50_000_050, 1_000)])
def test_the_payment_network_charges_by_band(estimate: int, charge: int) -> None:
    lines = cost("jo.tax.building_land", date(2026, 6, 1), property_kind="vacant_land", net_land_estimate=estimate)
    assert lines["channel"] == charge


def test_saudi_fees_count_area_years_and_faces_of_the_sign() -> None:
    lines = cost(
        "sa.shop.issue",
        date(2026, 6, 1),
        activity="food",
        area_m2=80,
        years=2,
        has_sign=True,
        sign_width_cm=310,
        sign_height_cm=100,
        sign_faces="two",
    )
    assert lines == {"activity_high": 160_000, "sign": 80_000, "waste": 16_000}


def test_copies_of_a_site_plan_cost_extra_after_the_first() -> None:
    assert cost("jo.zoning.site_plan", date(2026, 6, 1), copies=1) == {"plan": 5000, "stamp": 1000, "channel": 250}
    assert cost("jo.zoning.site_plan", date(2026, 6, 1), copies=4)["copies"] == 3_000


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.id)
def test_fees_can_be_shown_before_any_question_is_answered(service: Service) -> None:
    for day in range(0, 730, 30):
        on = date(2025, 6, 1) + timedelta(days=day)
        assert total(service, assess(service, {}, on)).amount_minor >= 0


def possible(field: Field) -> st.SearchStrategy[Answer]:
    """Return answers a question may come to have, at the ends of what its rules allow too."""
    kind, ids = kinds()[field.kind], [option.id for option in field.options]
    if kind.fact_type == "int":
        least, most = field.rules.get("min", 0), field.rules.get("max", 1_000_000_000)
        return st.sampled_from([kind.empty, int(str(least)), int(str(most))])
    if kind.fact_type == "bool":
        return st.booleans()
    if kind.fact_type == "list":
        return st.lists(st.sampled_from(ids), unique=True).map(tuple)
    return st.sampled_from([*ids, "", "2026-01-01", "x"])


@given(st.data())
def test_no_answers_leave_a_condition_or_a_fee_without_a_value(data: st.DataObject) -> None:
    service = data.draw(st.sampled_from(SERVICES))
    fields = {field.id: field for page in service.pages for field in page.fields}
    answers = {name: data.draw(possible(field)) for name, field in fields.items() if data.draw(st.booleans())}
    on = data.draw(st.dates(date(2025, 1, 1), date(2028, 1, 1)))
    settled = settled_answers(service, answers)
    assert settled_answers(service, settled) == settled
    assert {need.id for need in needed_documents(service, settled)} <= {need.id for need in service.documents}
    assert all(rule.condition for rule in unmet_conditions(service, settled, on, None))
    assert total(service, assess(service, answers, on)).amount_minor >= 0


def test_every_kind_of_question_named_exists() -> None:
    assert {field.kind for service in SERVICES for page in service.pages for field in page.fields} <= set(kinds())
