"""What a reader makes of a chip: sound ones, wrong keys, cards taken away, forged and lying ones."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fakes.passport_content import JPEG, NUMBER, Authority, Issuer, portrait_file, zone, zone_file
from fakes.virtual_passport import Pace, VirtualPassport, chip_keys

from shubbak.adapters.chip.certificates import parse_certificate
from shubbak.adapters.chip.icao_reader import IcaoChipReader
from shubbak.adapters.chip.tlv import encode, parse
from shubbak.ports.chip import CardAccessNumber, ChipError, ChipReading, MrzKey, Verdict

TODAY = date(2026, 3, 1)
KEY = MrzKey.of_zone(zone())
ISSUER = Issuer()
FILES = ISSUER.files(zone())
SHOWN, OPEN, REFUTED = Verdict.SHOWN, Verdict.OPEN, Verdict.REFUTED


def trusted(authority: Authority = ISSUER.authority, state: str = "KWT"):
    return {state: (parse_certificate(authority.certificate()),)}


def without(number: int, **how: Any) -> VirtualPassport:
    return VirtualPassport({each: body for each, body in FILES.items() if each != number}, KEY, **how)


def read(passport: VirtualPassport, access=KEY, authorities=None, today: date = TODAY) -> ChipReading:
    known = trusted() if authorities is None else authorities
    return IcaoChipReader(passport, known, lambda: today).read(access)


def code_of(passport: VirtualPassport, access=KEY) -> str:
    with pytest.raises(ChipError) as caught:
        read(passport, access)
    return caught.value.code


def test_a_chip_of_the_first_years_is_read_with_its_zone() -> None:
    reading = read(VirtualPassport(FILES, KEY))
    assert (reading.access, reading.problems) == ("bac", ())
    assert reading.lines == zone()
    assert reading.document is not None
    assert (reading.document.surname, reading.document.number) == ("ALNAMUTHAJ", NUMBER.rstrip("<"))
    assert reading.portrait is not None
    assert reading.portrait.media_type == "image/jpeg"
    assert reading.portrait.untrusted_body == JPEG
    assert reading.proof.issued
    assert reading.proof.genuine is OPEN


@pytest.mark.parametrize("curve", [10, 11, 12, 13, 14, 15, 16, 17, 18])
def test_pace_on_every_curve(curve: int) -> None:
    reading = read(without(0x0102, pace=Pace(2, curve)))
    assert reading.access == "pace"
    assert reading.lines == zone()


@pytest.mark.parametrize("suite", [1, 2, 3, 4])
def test_pace_and_the_channel_in_every_suite(suite: int) -> None:
    reading = read(VirtualPassport(FILES, KEY, pace=Pace(suite, 12)), CardAccessNumber("123456"))
    assert reading.proof.issued
    assert reading.portrait is not None


def test_a_chip_that_guards_nothing_is_read_too() -> None:
    reading = read(VirtualPassport(FILES, KEY, guarded=False))
    assert reading.access == "open"
    assert reading.document is not None


def test_a_portrait_beyond_the_reach_of_plain_reading_is_whole() -> None:
    picture = JPEG + bytes(60_000)
    files = {0x0101: zone_file(zone()), 0x0102: portrait_file(picture)}
    files[0x011D] = ISSUER.security_object({1: files[0x0101], 2: files[0x0102]})
    reading = read(VirtualPassport(files, KEY, pace=Pace(4, 12)))
    assert reading.portrait is not None
    assert reading.portrait.untrusted_body == picture
    assert reading.proof.issued


# --- keys


@pytest.mark.parametrize("pace", [None, Pace()])
def test_a_wrong_zone_opens_nothing(pace: Pace | None) -> None:
    assert code_of(VirtualPassport(FILES, KEY, pace=pace), MrzKey("X0123457", "900315", "310114")) == "chip-denied"


def test_a_wrong_card_number_opens_nothing() -> None:
    assert code_of(VirtualPassport(FILES, KEY, pace=Pace()), CardAccessNumber("654321")) == "chip-denied"


def test_a_chip_without_pace_asks_for_the_zone() -> None:
    assert code_of(VirtualPassport(FILES, KEY), CardAccessNumber("123456")) == "chip-zone-needed"


def test_keys_do_not_speak_of_themselves() -> None:
    assert repr(KEY) == "MrzKey()"
    assert repr(CardAccessNumber("123456")) == "CardAccessNumber()"
    assert NUMBER not in repr(read(VirtualPassport(FILES, KEY)))


@pytest.mark.parametrize(
    "parts", [("A" * 23, "900315", "310114"), ("X1", "9003150", "310114"), ("x1", "900315", "310114")]
)
def test_a_key_that_no_zone_holds_is_none(parts: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="no zone"):
        MrzKey(*parts)


def test_a_card_number_has_six_digits() -> None:
    for digits in ("12345", "1234567", "12345a", "١٢٣٤٥٦"):
        with pytest.raises(ValueError, match="six digits"):
            CardAccessNumber(digits)


# --- what is shown


def test_without_its_authority_a_chip_is_read_and_said_to_be_unproven() -> None:
    reading = read(VirtualPassport(FILES, KEY), authorities={})
    assert [problem.code for problem in reading.problems] == ["chip-unproven"]
    assert (reading.proof.unchanged, reading.proof.signed, reading.proof.vouched) == (SHOWN, SHOWN, OPEN)
    assert reading.document is not None


@pytest.mark.parametrize(
    "authorities",
    [trusted(Authority()), trusted(state="OMN")],
    ids=["another of the same state", "the authority of another state"],
)
def test_only_the_states_own_authority_vouches(authorities) -> None:
    assert read(VirtualPassport(FILES, KEY), authorities=authorities).proof.vouched is OPEN


def test_a_signer_past_its_days_is_not_vouched_for() -> None:
    issuer = Issuer(signer_last_year=2025)
    reading = read(VirtualPassport(issuer.files(zone()), KEY), authorities=trusted(issuer.authority))
    assert reading.proof.vouched is OPEN


def test_an_authority_is_no_signer() -> None:
    issuer = Issuer()
    issuer.authority.signer = lambda *_: issuer.authority.certificate()
    issuer.signer_key = issuer.authority.key
    reading = read(VirtualPassport(issuer.files(zone()), KEY), authorities=trusted(issuer.authority))
    assert (reading.proof.signed, reading.proof.vouched) == (SHOWN, OPEN)


def test_a_chip_without_a_security_object_shows_nothing() -> None:
    reading = read(without(0x011D))
    assert reading.proof.unchanged is OPEN
    assert [problem.code for problem in reading.problems] == ["chip-unproven"]


def altered(reading: ChipReading) -> bool:
    kept = (reading.lines, reading.document, reading.portrait)
    return [problem.code for problem in reading.problems] == ["chip-altered"] and kept == ((), None, None)


def test_a_changed_file_is_noticed_and_nothing_of_the_chip_is_handed_on() -> None:
    other = bytearray(FILES[0x0102])
    other[-1] ^= 1
    reading = read(VirtualPassport({**FILES, 0x0102: bytes(other)}, KEY))
    assert altered(reading)
    assert reading.proof.unchanged is REFUTED


def test_a_wrong_signature_is_noticed() -> None:
    forged = FILES[0x011D][:-1] + bytes([FILES[0x011D][-1] ^ 1])
    reading = read(VirtualPassport({**FILES, 0x011D: forged}, KEY))
    assert altered(reading)
    assert reading.proof.signed is REFUTED


def test_digests_that_nobody_signed_are_noticed() -> None:
    """The list of digests is put in anew, the signature is of the old one."""
    other = Issuer(ISSUER.authority, ISSUER.signer_key)
    lines = (zone()[0].replace("NOURA", "SALMA"), zone()[1])
    files = other.files(lines)
    old, new = (body[body.index(b"\x04\x20") :][:34] for body in (FILES[0x011D], files[0x011D]))
    files[0x011D] = FILES[0x011D].replace(old, new)
    reading = read(VirtualPassport(files, KEY))
    assert reading.proof.unchanged is SHOWN
    assert altered(reading)


def test_a_chip_of_another_document_is_told_apart() -> None:
    other = zone()[0], zone()[1].replace(NUMBER, "X7654321<")
    reading = read(VirtualPassport(ISSUER.files(other), KEY))
    assert reading.problems[0].code == "chip-other-document"
    assert reading.document is None


def test_a_zone_that_contradicts_itself_gives_no_document() -> None:
    wrong = zone()[0], zone()[1][:-1] + ("0" if zone()[1][-1] != "0" else "1")
    reading = read(VirtualPassport(ISSUER.files(wrong), KEY))
    assert [problem.code for problem in reading.problems] == ["mrz-check-digit"]
    assert reading.document is None


# --- originals and copies


@pytest.mark.parametrize("suite", [1, 2, 4])
def test_an_original_shows_that_it_is_one(suite: int) -> None:
    files = ISSUER.files(zone(), chip_keys(suite, 13, 4711))
    reading = read(VirtualPassport(files, KEY, pace=Pace(), chip_key=(13, 4711)))
    assert reading.proof.genuine is SHOWN
    assert reading.problems == ()


def test_a_copy_is_noticed() -> None:
    files = ISSUER.files(zone(), chip_keys(2, 13, 4711))
    assert code_of(VirtualPassport(files, KEY, pace=Pace(), chip_key=(13, 4712))) == "chip-copied"


def test_a_chip_that_leaves_its_key_unused_is_not_called_an_original() -> None:
    files = ISSUER.files(zone(), chip_keys(2, 13, 4711))
    assert read(VirtualPassport(files, KEY, pace=Pace())).proof.genuine is OPEN


def test_a_key_that_nobody_vouches_for_shows_nothing() -> None:
    files = ISSUER.files(zone(), chip_keys(2, 13, 4711))
    assert read(VirtualPassport(files, KEY, chip_key=(13, 4711)), authorities={}).proof.genuine is OPEN


# --- cards that fail


@pytest.mark.parametrize("number", [0x0102, 0x011D])
def test_a_file_that_stays_closed_is_as_good_as_none(number: int) -> None:
    passport = VirtualPassport(FILES, KEY, closed={number})
    reading = read(passport)
    assert reading.document is not None
    assert (reading.portrait is None) == (number == 0x0102)
    assert reading.proof.issued == (number == 0x0102)


def test_a_zone_that_stays_closed_is_a_refusal() -> None:
    assert code_of(VirtualPassport(FILES, KEY, closed={0x0101})) == "chip-denied"


def test_a_number_that_runs_on_without_end_is_no_key() -> None:
    assert MrzKey.of_zone(("I<KWT123456789<" + "1" * 15, "9" * 30, "A" * 30)) is None


def test_a_card_taken_away_at_any_command_is_torn() -> None:
    files = ISSUER.files(zone(), chip_keys(2, 12, 4711))
    passport = VirtualPassport(files, KEY, pace=Pace(), chip_key=(12, 4711))
    read(passport)
    last = passport.asked
    for at in (1, 4, 7, 8, 9, 16, 17, 18, 25, last):
        passport.torn_at = at
        assert code_of(passport) == "chip-torn"


def test_a_card_without_the_application_is_no_travel_document() -> None:
    passport = VirtualPassport(FILES, KEY)
    passport.answer = lambda command: b"\x6a\x82"
    assert code_of(passport) == "chip-not-icao"


def test_an_answer_from_somebody_else_ends_the_reading() -> None:
    passport = VirtualPassport(FILES, KEY)
    passport.spoil = lambda number, answer: answer if number < 9 else answer[:5] + b"\0" + answer[6:]
    assert code_of(passport) == "chip-broken"


@pytest.mark.parametrize(
    "garbage", [b"", b"\x90", b"\x90\x00", bytes(300), b"\x61\xff"], ids=["0", "1", "2", "300", "61"]
)
def test_garbage_is_refused(garbage: bytes) -> None:
    passport = VirtualPassport(FILES, KEY)
    passport.spoil = lambda number, answer: garbage
    assert code_of(passport) in ("chip-broken", "chip-silent")


@pytest.mark.parametrize("header", ["6183FFFFFF", "6184FFFFFFFF", "6180", "61FF", "1FFFFFFF01"])
def test_a_file_that_says_it_is_huge_is_not_read(header: str) -> None:
    passport = VirtualPassport({**FILES, 0x0101: bytes.fromhex(header) + bytes(100)}, KEY)
    assert code_of(passport) == "chip-broken"
    assert passport.asked < 60


def test_a_card_that_answers_slowly_for_ever_is_left() -> None:
    passport = VirtualPassport(FILES, KEY)
    with pytest.raises(ChipError) as caught:
        IcaoChipReader(passport, {}, lambda: TODAY, seconds=-1).read(KEY)
    assert caught.value.code == "chip-silent"


@pytest.mark.parametrize("curve", [13, 12])
def test_a_chip_that_sends_our_own_point_back_is_refused(curve: int) -> None:
    passport = VirtualPassport(FILES, KEY, pace=Pace(2, curve))
    sent: list[bytes] = []
    answer = passport.answer

    def mirror(command: bytes) -> bytes:
        sent.append(command)
        return (
            b"\x7c" + command[6:7] + b"\x82" + command[8:-1] + b"\x90\x00"
            if b"\x81\x41\x04" in command
            else answer(command)
        )

    passport.answer = mirror
    assert code_of(passport) == "chip-broken"


def test_a_certificate_without_its_days_is_broken_and_no_accident() -> None:
    whole = ISSUER.authority.certificate()
    outer = [node.raw for node in parse(parse(whole)[0].value)]
    body = [node.raw for node in parse(parse(outer[0])[0].value)]
    body[4] = b"\x30\x00"
    with pytest.raises(ChipError):
        parse_certificate(encode(0x30, encode(0x30, b"".join(body)) + outer[1] + outer[2]))
