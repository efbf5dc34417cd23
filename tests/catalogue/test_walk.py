"""Every shipped service goes from the first touch to the receipt, and the portal takes what the station hands in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes.ordinary_answers import ordinary_answers
from portal_view import findings
from shipped import IDS, service_of
from walker import Walker

from portal.store.packet_store import Finding
from shubbak.domain.money import Money
from shubbak.domain.text import Language
from shubbak.fields import kinds
from shubbak.flow.steps import Step
from shubbak.wire.application_border import read_application, write_application


def test_there_are_many_services_in_each_country() -> None:
    counted = {country: sum(one.startswith(country) for one in IDS) for country in ("jo", "om", "kw", "sa")}
    assert all(count >= 30 for count in counted.values()), counted
    assert len(IDS) >= 120


@pytest.mark.parametrize("language", list(Language), ids=lambda language: language.value)
@pytest.mark.parametrize("service_id", IDS)
def test_a_visit_comes_to_its_receipt_and_the_portal_finds_nothing_wrong(service_id: str, language: Language) -> None:
    service = service_of(service_id)
    walker = Walker(service, language, ordinary_answers(service))
    done = walker.walk()
    assert done is not None
    assert [step for step in Step if step in walker.passed] == walker.passed, "no step is gone through twice"
    assert (Step.PAY in walker.passed) == (done.total.amount_minor > 0) == (done.payment is not None)
    assert (Step.SIGN in walker.passed) == service.signature == (done.signature is not None)
    assert (Step.IDENTIFY in walker.passed) == service.identify == (done.identity is not None)
    assert walker.visit.printed
    assert read_application(write_application(done)) == done
    assert findings(service, done, walker.clock) == ()


@pytest.mark.parametrize("service_id", IDS)
def test_a_visit_at_a_counter_while_no_register_answers_is_taken_too(service_id: str) -> None:
    service = service_of(service_id)
    walker = Walker(service, Language.AR, ordinary_answers(service), operator="أمل", reachable=False)
    done = walker.walk()
    assert done is not None
    assert done.channel == "office"
    assert findings(service, done, walker.clock) == ()


@pytest.mark.parametrize("service_id", IDS)
def test_every_answer_of_a_visit_can_be_shown_hidden_and_written_again(service_id: str) -> None:
    service = service_of(service_id)
    walker = Walker(service, Language.AR, ordinary_answers(service))
    walker.walk(until=Step.REVIEW)
    for name, answer in walker.visit.answers.items():
        field = service.field(name)
        kind = kinds()[field.kind]
        assert all(kind.show(field, answer, language).strip() for language in Language)
        assert kind.parse(field, kind.write(field, answer)) == answer
        assert kind.redact(answer) != kind.show(field, answer, Language.EN) or not field.private


def test_the_portal_finds_what_is_not_as_it_was_handed_in() -> None:
    service = service_of("kw.health.licence_renewal")
    walker = Walker(service, Language.AR, ordinary_answers(service))
    done = walker.walk()
    assert done is not None
    less = replace(done, total=Money(done.total.amount_minor - 1, done.total.currency))
    assert Finding("fees-differ") in findings(service, less, walker.clock)
    assert findings(service, replace(done, answers={}), walker.clock)
    assert Finding("document-missing", done.attachments[0].need) in findings(
        service, replace(done, attachments=()), walker.clock
    )
