"""An application is the same on both sides of the wire."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest
from fakes.applications import AT, an_application, payment_for
from fakes.clock import FakeClock
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.application import Answer
from shubbak.domain.chip_word import ChipWord
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.payment import PaymentState
from shubbak.domain.text import Text
from shubbak.wire.application_border import ApplicationError, read_application, write_application
from shubbak.wire.moment import moment_text, parse_moment

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.one_of(TEXT, st.integers(-(2**53), 2**53), st.booleans())
RECORD = st.dictionaries(TEXT, PLAIN, max_size=4)
ANSWERS: st.SearchStrategy[dict[str, Answer]] = st.dictionaries(
    TEXT, PLAIN | st.lists(TEXT).map(tuple) | RECORD | st.lists(RECORD, max_size=3).map(tuple), max_size=5
)
DATES = st.none() | st.dates(min_value=date(1000, 1, 1))
MOMENTS = st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))


@given(ANSWERS, DATES, DATES, MOMENTS, st.booleans(), st.booleans(), st.sampled_from(ChipWord))
def test_what_was_written_is_read(
    answers: dict[str, Answer],
    born: date | None,
    expiry: date | None,
    started_at: datetime,
    typed: bool,
    confirmed: bool,
    chip: ChipWord,
) -> None:
    identity = IdentityDocument("", "P", "D", "C01X", "Ä", "", "D", born, "X", expiry, "<<", "")
    payment = payment_for("a1", FakeClock(), PaymentState.CAPTURED)
    application = replace(
        an_application("a1", payment), answers=answers, identity=identity, identity_typed=typed, started_at=started_at
    )
    application = replace(application, names_confirmed=confirmed, chip=chip)
    assert read_application(write_application(application)) == application


def test_a_list_of_both_ids_and_rows_is_no_answer() -> None:
    fields = msgspec.msgpack.decode(write_application(an_application("a1")))
    fields["answers"]["risks"] = ["gas", {"name": "x"}]
    with pytest.raises(ApplicationError, match="application-shape"):
        read_application(msgspec.msgpack.encode(fields))


def test_what_is_not_there_stays_so() -> None:
    bare = replace(an_application("a1"), identity=None, payment=None, signature=None, attachments=(), fees=())
    assert read_application(write_application(bare)) == bare


def test_what_a_line_says_of_its_account_and_return_travels() -> None:
    deposit = replace(
        an_application("a1").fees[0],
        account="77-1",
        release=Text("بعد إزالة اللوحة", "after the sign is taken down"),
        indicative=True,
        due_step="leave_deposit",
    )
    application = replace(an_application("a1"), fees=(deposit,), channel="office", fees_on=date(2026, 3, 1))
    assert read_application(write_application(application)) == application


def test_a_packet_of_before_has_no_channel_no_day_and_plain_lines() -> None:
    fields = msgspec.msgpack.decode(write_application(an_application("a1")))
    for later in ("channel", "fees_on"):
        del fields[later]
    for later in ("account", "release_ar", "release_en", "indicative", "due_step"):
        del fields["fees"][0][later]
    assert read_application(msgspec.msgpack.encode(fields)) == an_application("a1")


def test_an_identity_of_which_no_letter_was_confirmed_travels_as_it_always_did() -> None:
    identity = IdentityDocument("TD1", "I", "KWT", "X12345", "ALI", "SARA", "KWT", None, "F", None)
    application = replace(an_application("a1"), identity=identity)
    assert not {"names_confirmed", "chip"} & set(msgspec.msgpack.decode(write_application(application))["identity"])
    confirmed = msgspec.msgpack.decode(write_application(replace(application, names_confirmed=True)))
    assert confirmed["identity"]["names_confirmed"] is True


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": 2}, "application-version"),
        ({"language": "fr"}, "application-shape"),
        ({"currency": "EUR"}, "application-shape"),
        ({"started_at": "2026-03-01T07:00:00"}, "application-shape"),
        ({"started_at": "soon"}, "application-shape"),
        ({"fees_on": "soon"}, "application-shape"),
        ({"answers": {"name": {"secret": [1]}}}, "application-shape"),
        ({"more": 1}, "application-shape"),
    ],
)
def test_other_shapes_are_refused_without_quoting_them(change: dict[str, object], code: str) -> None:
    fields = msgspec.msgpack.decode(write_application(an_application("a1"))) | change
    with pytest.raises(ApplicationError, match=f"^{code}$") as refused:
        read_application(msgspec.msgpack.encode(fields))
    assert refused.value.__cause__ is None


@given(st.binary())
def test_noise_is_refused(noise: bytes) -> None:
    with pytest.raises(ApplicationError):
        read_application(noise)


@given(MOMENTS, MOMENTS)
def test_the_order_of_times_is_the_order_of_their_texts(one: datetime, other: datetime) -> None:
    assert parse_moment(moment_text(one)) == one
    assert (moment_text(one) < moment_text(other)) == (one < other)


def test_a_time_without_its_zone_is_none() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=4)))
    assert moment_text(elsewhere) == moment_text(AT)
    with pytest.raises(ValueError, match="zone"):
        moment_text(AT.replace(tzinfo=None))
    with pytest.raises(ValueError, match="zone"):
        parse_moment("2026-03-01T07:00:00")
