"""A service file that was damaged is complained about in sentences, or is as sound as any other: nothing in between."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from bad_input_tally import Count
from damage import WAYS, damaged, faults_of, one_language_only, pieces_with
from every_text import texts_in
from fakes.ordinary_answers import ordinary_answers
from shipped import PATHS, file_of, texts
from walker import Walker

from shubbak.domain.text import Language, Text
from shubbak.forms.load import load_service
from shubbak.forms.pieces import Pieces, is_piece_file
from shubbak.forms.procedure import Outcome
from shubbak.forms.service import Service
from shubbak.forms.source import ServiceFileError

SERVICES = [name for name in PATHS if not is_piece_file(name)]
PIECES = [name for name in PATHS if is_piece_file(name)]
#: In the plain suite every way of slipping eight times; then a thousand more.
SHORT, ALL = 8 * len(WAYS), 1_000
#: How many of the services that take a damaged piece in are read.
_USERS = 2


def users_of(piece_file: str, chance: random.Random) -> list[str]:
    """Return some services that take pieces of a file in."""
    stem = PurePosixPath(piece_file).stem
    users = [name for name in SERVICES if f"use: {stem}." in texts()[name]]
    return chance.sample(users, min(_USERS, len(users)))


def try_one(seed: int, sound: Pieces) -> str:
    """Damage one file and read it; returns what came of it, or raises AssertionError where that is not allowed."""
    chance = random.Random(seed)
    name = chance.choice(PIECES if seed % 4 == 0 else SERVICES)
    text, way = damaged(name, seed)
    read = users_of(name, chance) if name in PIECES else [name]
    pieces = pieces_with(name, text) if name in PIECES else sound
    outcome = "unused"
    for one in read:
        try:
            service = load_service(text if one == name else texts()[one], one, pieces)
        except ServiceFileError as error:
            assert error.complaints
            assert all(one.sentence.strip() and one.line >= 1 for one in error.complaints)
            return "complained"
        check_sound(service, f"{way} in {name}, seed {seed}")
        outcome = "sound"
    return outcome


def check_sound(service: Service, told: str) -> None:
    """A service that loaded can be walked, and is what every service is."""
    assert faults_of(service) == [], told
    assert [way for way, text in texts_in(service) if one_language_only(text)] == [], told
    done = Walker(service, Language.AR, ordinary_answers(service)).walk()
    assert done is not None, told


def tally(seeds: range) -> Counter[str]:
    sound = Pieces({name: texts()[name] for name in PIECES})
    return Counter(try_one(seed, sound) for seed in seeds)


def test_eight_slips_of_each_kind_are_complained_about_or_harmless(count: Count) -> None:
    outcomes = tally(range(SHORT))
    count("catalogue", "slips", outcomes)
    assert outcomes.total() == SHORT
    assert outcomes["complained"] > SHORT // 2


@pytest.mark.badinput
@pytest.mark.timeout(900)
def test_a_thousand_slips_are_complained_about_or_harmless(count: Count) -> None:
    outcomes = tally(range(SHORT, SHORT + ALL))
    count("catalogue", "slips", outcomes)
    assert outcomes.total() == ALL


def test_every_shipped_file_is_sound_by_the_same_measure() -> None:
    sound = Pieces({name: texts()[name] for name in PIECES})
    for name in SERVICES:
        service = load_service(texts()[name], name, sound)
        assert file_of(service.id) == name
        assert faults_of(service) == []


def test_the_measure_finds_what_is_not_sound() -> None:
    service = load_service(
        texts()["kw/health_licence_renewal.yaml"], "x.yaml", Pieces({name: texts()[name] for name in PIECES})
    )
    example, steps = service.examples[0], service.procedure.steps
    last = replace(steps[-1], outcomes=(Outcome("again", steps[0].title, steps[0].id),))
    circle = replace(service.procedure, steps=(*(replace(step, outcomes=()) for step in steps[:-1]), last))
    assert faults_of(replace(service, examples=(replace(example, expect={}),))) == ["example 0 is not true"]
    assert faults_of(replace(service, fees=(*service.fees, service.fees[0])))
    assert len(faults_of(replace(service, procedure=circle))) == len(steps)
    assert one_language_only(Text("Name", "Name"))
    assert one_language_only(Text("اسم", " "))
