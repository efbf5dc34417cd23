"""Operators on the disk: right PINs, five tries, thirty minutes, and nothing readable for others."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from pathlib import Path

import pytest
from fakes.clock import FakeClock

from office_client.operator_prompt import add_operator
from shubbak.adapters.system import operator_file
from shubbak.adapters.system.operator_file import OperatorFile
from shubbak.domain.problem import Problem
from shubbak.ports.operators import Operator, OperatorsError
from shubbak.resources import load_wording


@pytest.fixture(autouse=True)
def quick_digests(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full strength takes a quarter of a second a try; one test has it."""
    if "full_strength" not in request.fixturenames:
        monkeypatch.setattr(operator_file, "_COST", 16)


@pytest.fixture
def full_strength() -> float:
    """The least that a try should cost whoever has the file, in seconds."""
    return 0.05


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operators.json"


def code(answer: Operator | Problem) -> str:
    assert isinstance(answer, Problem)
    return answer.code


def test_a_name_is_known_however_it_is_written(path: Path, clock: FakeClock) -> None:
    file = OperatorFile(path, clock)
    assert not file.known()
    assert file.add("أحمد  العلي", "٢٤٦٨") is None
    assert file.known()
    assert file.sign_in(" احمد العلي ", "2468") == Operator("أحمد العلي")
    assert file.sign_in("أحمد العلي", "٢٤٦٨") == Operator("أحمد العلي")


def test_a_try_costs_time(path: Path, clock: FakeClock, full_strength: float) -> None:
    file = OperatorFile(path, clock)
    file.add("Sara", "2468")
    begun = time.process_time()
    assert file.sign_in("Sara", "2468") == Operator("Sara")
    assert time.process_time() - begun > full_strength


def test_neither_pin_nor_list_can_be_read_by_others(path: Path, clock: FakeClock) -> None:
    OperatorFile(path, clock).add("Sara", "86420")
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"86420" not in path.read_bytes()


def test_two_with_the_same_pin_have_different_digests(path: Path, clock: FakeClock) -> None:
    file = OperatorFile(path, clock)
    file.add("Sara", "2468")
    file.add("Omar", "2468")
    digests = [line for line in path.read_text().splitlines() if "digest" in line]
    assert len(set(digests)) == 2


def test_five_wrong_tries_lock_for_thirty_minutes_also_after_a_restart(path: Path, clock: FakeClock) -> None:
    OperatorFile(path, clock).add("Sara", "2468")
    codes = [code(OperatorFile(path, clock).sign_in("Sara", "0000")) for _ in range(5)]
    assert codes == ["sign-in-wrong"] * 4 + ["sign-in-locked"]
    assert code(OperatorFile(path, clock).sign_in("Sara", "2468")) == "sign-in-locked"
    clock.advance(minutes=29, seconds=59)
    assert code(OperatorFile(path, clock).sign_in("Sara", "2468")) == "sign-in-locked"
    clock.advance(seconds=1)
    assert OperatorFile(path, clock).sign_in("Sara", "2468") == Operator("Sara")


def test_a_right_pin_forgets_the_wrong_ones(path: Path, clock: FakeClock) -> None:
    file = OperatorFile(path, clock)
    file.add("Sara", "2468")
    for _ in range(4):
        file.sign_in("Sara", "0000")
    assert file.sign_in("Sara", "2468") == Operator("Sara")
    assert code(file.sign_in("Sara", "0000")) == "sign-in-wrong"


def test_a_clock_that_steps_back_does_not_lock_for_longer(path: Path, clock: FakeClock) -> None:
    file = OperatorFile(path, clock)
    file.add("Sara", "2468")
    for _ in range(5):
        file.sign_in("Sara", "0000")
    clock.at -= timedelta(days=400)
    assert code(file.sign_in("Sara", "2468")) == "sign-in-locked"
    clock.advance(minutes=30)
    assert file.sign_in("Sara", "2468") == Operator("Sara")


def test_an_unknown_name_gets_the_answer_of_a_known_one(path: Path, clock: FakeClock) -> None:
    file = OperatorFile(path, clock)
    file.add("Sara", "2468")
    assert file.sign_in("Nobody", "2468") == file.sign_in("Sara", "1111")


def test_the_demonstration_works_in_development_only(path: Path, clock: FakeClock) -> None:
    OperatorFile(path, clock).add("demo", "1234", demonstration=True)
    assert OperatorFile(path, clock, development=True).sign_in("demo", "1234") == Operator("demo")
    assert not OperatorFile(path, clock).known()
    assert code(OperatorFile(path, clock).sign_in("demo", "1234")) == "sign-in-wrong"


def test_a_new_pin_replaces_the_old_one_and_unlocks(path: Path, clock: FakeClock) -> None:
    file = OperatorFile(path, clock)
    file.add("Sara", "2468")
    for _ in range(5):
        file.sign_in("Sara", "0000")
    file.add("sara", "13579")
    assert file.sign_in("Sara", "13579") == Operator("sara")


@pytest.mark.parametrize(("name", "pin"), [("Sara", "123"), ("Sara", "12a4"), ("Sara", "1" * 13), ("  ", "1234")])
def test_what_will_not_do_is_refused(path: Path, clock: FakeClock, name: str, pin: str) -> None:
    assert OperatorFile(path, clock).add(name, pin) is not None
    assert not path.exists()


def test_a_damaged_list_is_said_and_kept(path: Path, clock: FakeClock) -> None:
    path.write_text('{"version": 1, "operators": [{"name": "Sa')
    with pytest.raises(OperatorsError, match="operators-broken"):
        OperatorFile(path, clock).sign_in("Sara", "2468")
    with pytest.raises(OperatorsError, match="operators-broken"):
        OperatorFile(path, clock).add("Sara", "2468")
    assert path.read_text().endswith('"Sa')


def test_a_disk_that_does_not_write_lets_nobody_in(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(OperatorsError, match="operators-not-written"):
        OperatorFile(tmp_path / "home" / "operators.json", clock).sign_in("Sara", "2468")


def test_an_operator_is_added_at_the_terminal(path: Path, clock: FakeClock, capsys: pytest.CaptureFixture[str]) -> None:
    file, pins = OperatorFile(path, clock), ["2468", "2468", "2468", "8642", "12", "12"]

    def ask(_: str) -> str:
        return pins.pop(0)

    assert add_operator(file, "Sara", load_wording(), ask) == 0
    assert "2468" not in capsys.readouterr().out
    assert add_operator(file, "Omar", load_wording(), ask) == 1
    assert add_operator(file, "Omar", load_wording(), ask) == 1
    assert isinstance(file.sign_in("Omar", "2468"), Problem)
    assert file.sign_in("Sara", "2468") == Operator("Sara")


def test_a_pin_alone_finds_its_operator(path: Path, clock: FakeClock) -> None:
    file = OperatorFile(path, clock)
    file.add("سارة", "2468")
    file.add("Omar", "1357")
    file.add("Ali", "1357")
    assert file.with_pin("٢٤٦٨") == (Operator("سارة"),)
    assert file.with_pin("1357") == (Operator("Ali"), Operator("Omar"))
    assert file.with_pin("0000") == file.with_pin("") == ()
    assert file.names() == ("Ali", "Omar", "سارة")


def test_a_locked_name_opens_nothing_by_its_pin_either(path: Path, clock: FakeClock) -> None:
    file = OperatorFile(path, clock)
    file.add("Omar", "1357")
    for _ in range(operator_file.MOST_TRIES):
        file.sign_in("Omar", "0000")
    assert file.with_pin("1357") == ()
    clock.advance(minutes=31)
    assert file.with_pin("1357") == (Operator("Omar"),)


def test_the_demonstration_operator_has_no_pin_in_service(path: Path, clock: FakeClock) -> None:
    OperatorFile(path, clock, development=True).add("demo", "1234", demonstration=True)
    assert OperatorFile(path, clock).with_pin("1234") == ()


def test_a_card_takes_the_place_of_the_pin_alone_until_it_is_revoked(path: Path, clock: FakeClock) -> None:
    file = OperatorFile(path, clock)
    file.add("سارة", "2468")
    file.add("Omar", "1357")
    assert not file.have_cards()
    assert file.keep_card("Nobody", "a" * 64) == Problem("operator-unknown")
    assert file.keep_card("سارة", "a" * 64) is None
    assert file.have_cards()
    assert (file.with_pin("2468"), file.with_pin("1357")) == ((), (Operator("Omar"),))
    assert (file.card_holder("a" * 64), file.card_holder("b" * 64), file.card_holder("")) == (
        Operator("سارة"),
        None,
        None,
    )
    assert file.with_card("a" * 64, "٢٤٦٨") == Operator("سارة")
    assert (file.with_card("a" * 64, "1357"), file.with_card("b" * 64, "2468")) == (None, None)
    assert file.sign_in("سارة", "2468") == Operator("سارة")  # at a counter nothing changes
    file.keep_card("سارة", "")
    assert file.with_pin("2468") == (Operator("سارة"),)
    assert file.card_holder("a" * 64) is None


def test_a_new_pin_takes_nobodys_card_away(path: Path, clock: FakeClock) -> None:
    file = OperatorFile(path, clock)
    file.add("Sara", "2468")
    file.keep_card("Sara", "a" * 64)
    file.add("sara", "13579")
    assert file.with_pin("13579") == ()
    assert file.with_card("a" * 64, "13579") == Operator("sara")


def test_a_locked_name_opens_nothing_by_its_card_either(path: Path, clock: FakeClock) -> None:
    file = OperatorFile(path, clock)
    file.add("Omar", "1357")
    file.keep_card("Omar", "a" * 64)
    for _ in range(operator_file.MOST_TRIES):
        file.sign_in("Omar", "0000")
    assert file.with_card("a" * 64, "1357") is None
    clock.advance(minutes=31)
    assert file.with_card("a" * 64, "1357") == Operator("Omar")


def test_a_list_from_before_there_were_cards_is_read_and_without_cards_stays_as_it_was(
    path: Path, clock: FakeClock
) -> None:
    file = OperatorFile(path, clock)
    file.add("Sara", "2468")
    record = json.loads(path.read_text())["operators"][0]
    assert set(record) == {"name", "salt", "digest"}
    whole = {**record, "demonstration": False, "tries": 2, "locked_at": None}
    path.write_text(json.dumps({"version": 1, "operators": [whole]}))
    assert file.with_pin("2468") == (Operator("Sara"),)
