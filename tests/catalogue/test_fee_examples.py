"""Every fee line of every shipped service is worked out by hand in an example, adds up, and says how sure it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from shipped import IDS, service_of

from shubbak.domain.fees import AssessedFee, FeeKind
from shubbak.domain.money import EXPONENTS
from shubbak.forms.due import due_later, due_now
from shubbak.forms.fees import assess, fees_problem, total
from shubbak.forms.load_examples import answers_of
from shubbak.forms.service import Example, Service, Verified


def worked(service: Service) -> Iterator[tuple[Example, tuple[AssessedFee, ...]]]:
    """Give each example with the lines that its answers bring about."""
    for example in service.examples:
        answers, wrong = answers_of(service, example)
        assert wrong == {}
        assert fees_problem(service, answers, example.on, example.situation) is None
        yield example, assess(service, answers, example.on, example.situation)


@pytest.mark.parametrize("service_id", IDS)
def test_every_line_stands_in_an_example_and_comes_to_what_was_worked_out_by_hand(service_id: str) -> None:
    service = service_of(service_id)
    shown: set[str] = set()
    for example, lines in worked(service):
        assert {line.code: line.amount.amount_minor for line in lines} == dict(example.expect)
        shown |= example.expect.keys()
    assert {line.code for line in service.fees} <= shown


@pytest.mark.parametrize("service_id", IDS)
def test_every_line_of_money_comes_to_something_in_an_example(service_id: str) -> None:
    service = service_of(service_id)
    charged = {line.code for _, lines in worked(service) for line in lines if line.amount.amount_minor}
    assert {line.code for line in service.fees} - charged == set()


@pytest.mark.parametrize("service_id", IDS)
def test_lines_add_up_now_and_later(service_id: str) -> None:
    service = service_of(service_id)
    later = due_later(service.procedure)
    for _, lines in worked(service):
        now = due_now(lines)
        assert total(service, lines).amount_minor == sum(line.amount.amount_minor for line in now) >= 0
        assert [line for line in lines if line not in now] == [line for line in lines if line.code in later]
        assert all(later[line.code].id == line.due_step for line in lines if line.code in later)


@pytest.mark.parametrize("service_id", IDS)
def test_a_deposit_says_when_it_comes_back_and_a_sample_figure_says_that_it_is_one(service_id: str) -> None:
    service = service_of(service_id)
    for line in service.fees:
        assert line.kind is not FeeKind.DEPOSIT or (line.release is not None and line.release.ar and line.release.en)
        assert line.verified is Verified.SAMPLE or line.legal_basis or service.sources
    releases = {line.code: line.release for line in service.fees}
    sure = {line.code: line.verified for line in service.fees}
    for _, lines in worked(service):
        for fee in lines:
            assert fee.indicative == (sure[fee.code] is Verified.SAMPLE)
            assert fee.release == releases[fee.code]


@pytest.mark.parametrize("service_id", IDS)
def test_every_line_explains_itself_in_the_currency_of_its_service(service_id: str) -> None:
    service = service_of(service_id)
    for _, lines in worked(service):
        for line in lines:
            assert line.working.ar.strip() and line.working.en.strip()
            assert line.amount.currency == service.currency
            assert len(line.amount.decimal().partition(".")[2]) == EXPONENTS[service.currency]
