"""Every look-up of every shipped service can fill its form from the sample registers, all the way to the receipt."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from fakes.ordinary_answers import day_of, ordinary_answers
from fakes.ordinary_raw import candidates
from portal_view import findings
from shipped import IDS, service_of
from walker import Walker

from portal.store.register_files import read_register
from shubbak.domain.application import Application
from shubbak.domain.text import Language
from shubbak.fields.kind import word_rule
from shubbak.flow import events as e
from shubbak.flow.steps import Step
from shubbak.forms.service import Field, Service
from shubbak.resources import root

_TRIES = 40


def look_ups(service: Service) -> list[Field]:
    """Return the questions of a service that look a number up."""
    return [field for page in service.pages for field in page.fields if field.kind == "licence_lookup"]


def records(service: Service, field: Field) -> Mapping[str, Mapping[str, str]]:
    """Return the sample records behind a question by number, each with what the question fills."""
    register = read_register(root() / "registers", service.country.lower(), word_rule(field, "register"))
    assert register is not None, f"{service.id} asks {word_rule(field, 'register')}, which has no sample"
    wanted = set(field.fills.values())
    return {
        number: {name: raw for name, raw in record.items() if name in wanted}
        for number, record in register.records.items()
    }


def filled_visit(
    service: Service, field: Field, number: str, record: Mapping[str, str], other: Mapping[str, str]
) -> Walker:
    """Return a visit that types the number, and what the record does not have. other: what is typed otherwise."""
    filled = {name for name, part in field.fills.items() if part in record}
    ordinary = {**ordinary_answers(service), **other}
    raw = {name: typed for name, typed in ordinary.items() if name not in filled}
    walker = Walker(service, Language.AR, {**raw, field.id: number})
    walker.records = {field.id: record}
    return walker


def handed_in(
    service: Service, field: Field, number: str, record: Mapping[str, str]
) -> tuple[Application, Walker] | None:
    """Walk to the receipt; None where the form refuses the record, such as a licence that has run out.

    What the ordinary person typed may not suit this record, such as a depth: then others are tried.
    """
    today, other = day_of(service), dict[str, str]()
    for attempt in range(_TRIES):
        walker = filled_visit(service, field, number, record, other)
        try:
            done = walker.walk()
        except AssertionError:
            assert walker.visit.problems, "a visit stays where it is and says nothing"
        else:
            assert done is not None
            return done, walker
        wrong = {one.field.partition(".")[0] for one in walker.visit.problems} - field.fills.keys()
        if not wrong:
            return None
        for name in wrong:
            others = candidates(service.field(name), today)
            other[name] = others[attempt % len(others)]
    return None


@pytest.mark.parametrize("service_id", IDS)
def test_a_record_of_the_samples_fills_the_form_to_the_receipt(service_id: str) -> None:
    service = service_of(service_id)
    for field in look_ups(service):
        taken = []
        for number, record in records(service, field).items():
            came = handed_in(service, field, number, record)
            if came is not None:
                done, walker = came
                assert findings(service, done, walker.clock) == ()
                taken.append(number)
        assert taken, f"{field.id} of {service_id} has no sample record that leads to the receipt"


def test_a_second_look_up_leaves_what_the_first_filled_in() -> None:
    service = service_of("kw.health.licence_transfer")
    health, commercial = service.field("health_licence_no"), service.field("commercial_licence_no")
    (shared,) = health.fills.keys() & commercial.fills.keys()
    number, record = next(iter(records(service, health).items()))
    walker = filled_visit(service, health, number, record, {})
    page = next(page for page in service.pages if commercial in page.fields)
    walker.walk(until=Step.QUESTIONS, page=page.id)
    before = walker.visit.raw[shared]
    walker.machine.handle(e.AnswerGiven(commercial.id, "KW-1"))
    assert walker.visit.raw[shared] == before == record[health.fills[shared]]
    while health not in walker.machine.context.page.fields:
        walker.machine.handle(e.Back())
    walker.machine.handle(e.AnswerGiven(health.id, "KW-2"))
    assert shared not in walker.visit.raw
