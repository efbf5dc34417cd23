"""The book of invoices: whatever happens in whatever order, no number is left out and none is given twice."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from fakes.invoices import AT, a_book

from shubbak.adapters.invoices.invoice_book import KeptInvoice
from shubbak.adapters.invoices.zatca_xml import FIRST_HASH

PAUSES_S = (30, 60, 120, 240, 480, 960, 1920, 3600)


class PowerFailure(BaseException):
    """The machine stops."""


def maker(fails: bool) -> Callable[[int, str], KeptInvoice]:
    def make(counter: int, previous: str) -> KeptInvoice:
        if fails:
            raise PowerFailure
        digest = hashlib.sha256(f"{counter}{previous}".encode()).hexdigest()
        return KeptInvoice(counter, f"N-{counter}", f"u-{counter}", previous, digest, "<Invoice/>", "code", 0.0)

    return make


@pytest.mark.parametrize("seed", range(8))
def test_any_order_of_what_may_happen_keeps_the_chain_whole(tmp_path: Path, seed: int) -> None:
    chance, given, now = random.Random(seed), dict[str, str](), AT
    for _ in range(40):
        book, now = a_book(tmp_path), now + timedelta(seconds=chance.randrange(600))
        application, deed = f"a-{chance.randrange(12)}", chance.choice(["issue", "issue", "crash", "settle", "away"])
        if deed in ("issue", "crash"):
            with suppress(PowerFailure):
                number = book.keep(application, maker(fails=deed == "crash")).number
                assert given.setdefault(application, number) == number
        for kept in book.due(now, 1) if deed in ("settle", "away") else []:
            if deed == "away":
                book.postpone(kept, now, "slow")
            else:
                book.settle(kept.counter, chance.choice(["reported", "refused"]), "200")
    rows = a_book(tmp_path).all()
    assert [row.counter for row in rows] == list(range(1, len(given) + 1))
    assert [row.previous_hash for row in rows] == [FIRST_HASH, *(row.hash for row in rows)][: len(rows)]
    assert sorted(row.number for row in rows) == sorted(given.values())


def test_an_answer_that_is_kept_is_not_changed_by_a_later_one(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    book.keep("a-1", maker(fails=False))
    book.settle(1, "refused", "400")
    book.settle(1, "reported", "200")
    assert [(row.state, row.answer) for row in book.all()] == [("refused", "400")]


def test_the_pause_doubles_up_to_an_hour(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    book.keep("a-1", maker(fails=False))
    now, pauses = AT, list[int]()
    for _ in range(9):
        book.postpone(book.due(now, 1)[0], now, "slow")
        pauses.append(
            next(s for s in (30, 60, 120, 240, 480, 960, 1920, 3600) if book.due(now + timedelta(seconds=s), 1))
        )
        now += timedelta(hours=1)
    assert pauses == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
