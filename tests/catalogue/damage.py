"""What slips of a hand, a disk or an editor do to a service file, and what must be true of one that still loads."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from reach import conditions_of
from shipped import texts

from shubbak.domain.text import Text
from shubbak.forms.fees import assess
from shubbak.forms.load_examples import answers_of
from shubbak.forms.pieces import Pieces, is_piece_file
from shubbak.forms.procedure import END, REFUSED, Procedure
from shubbak.forms.service import Service

Lines = list[str]
_WORD = re.compile(r"[A-Za-z_][\w.]*|\d+")
_VALUES = [
    '""',
    "~",
    "[]",
    "{}",
    "-1",
    "0",
    "1e999",
    ".nan",
    "9999999999999999999999",
    "2026-99-99",
    "yes",
    "no",
    "1.5",
    '"12"',
    "[a, [b]]",
    "{use: jo.person}",
    "null",
    "0x10",
    "2026-01-01",
]


def _written(lines: Lines, chance: random.Random) -> int:
    return chance.choice([n for n, line in enumerate(lines) if line.strip() and not line.strip().startswith("#")])


def line_gone(lines: Lines, chance: random.Random) -> None:
    del lines[_written(lines, chance)]


def line_twice(lines: Lines, chance: random.Random) -> None:
    place = _written(lines, chance)
    lines.insert(place, lines[place])


def lines_swapped(lines: Lines, chance: random.Random) -> None:
    one, other = _written(lines, chance), _written(lines, chance)
    lines[one], lines[other] = lines[other], lines[one]


def moved_in(lines: Lines, chance: random.Random) -> None:
    place = _written(lines, chance)
    lines[place] = " " * chance.choice((1, 2, 4)) + lines[place]


def moved_out(lines: Lines, chance: random.Random) -> None:
    place = _written(lines, chance)
    lines[place] = lines[place].removeprefix("  ")


def another_value(lines: Lines, chance: random.Random) -> None:
    place = _written(lines, chance)
    key, colon, _ = lines[place].partition(":")
    lines[place] = f"{key}{colon} {chance.choice(_VALUES)}"


def another_figure(lines: Lines, chance: random.Random) -> None:
    place = chance.choice([n for n, line in enumerate(lines) if re.search(r"\d", line)])
    found = chance.choice(list(re.finditer(r"\d+", lines[place])))
    new = chance.choice(("0", "1", "7", "99", "1000000", str(10**30), "-5"))
    lines[place] = lines[place][: found.start()] + new + lines[place][found.end() :]


def quotes_gone(lines: Lines, chance: random.Random) -> None:
    place = chance.choice([n for n, line in enumerate(lines) if '"' in line])
    lines[place] = lines[place].replace('"', "", chance.choice((1, 2, -1)))


def word_misspelt(lines: Lines, chance: random.Random) -> None:
    place = chance.choice([n for n, line in enumerate(lines) if _WORD.search(line)])
    found = chance.choice(list(_WORD.finditer(lines[place])))
    word = found.group()
    cut = chance.randrange(len(word))
    new = chance.choice((word[:cut] + word[cut + 1 :], word[:cut] + "x" + word[cut:], word.upper(), "nothing"))
    lines[place] = lines[place][: found.start()] + new + lines[place][found.end() :]


def word_from_elsewhere(lines: Lines, chance: random.Random) -> None:
    place = chance.choice([n for n, line in enumerate(lines) if _WORD.search(line)])
    other = chance.choice(_WORD.findall("\n".join(lines)))
    found = chance.choice(list(_WORD.finditer(lines[place])))
    lines[place] = lines[place][: found.start()] + other + lines[place][found.end() :]


def cut_off(lines: Lines, chance: random.Random) -> None:
    place = _written(lines, chance)
    del lines[place + 1 :]
    lines[place] = lines[place][: chance.randrange(len(lines[place]) + 1)]


def foreign_sign(lines: Lines, chance: random.Random) -> None:
    place = _written(lines, chance)
    cut = chance.randrange(len(lines[place]) + 1)
    sign = chance.choice("{}[]:,&*!|>'\"%@`#-?\t\x00\ufffd\u202e\u2028\ud800٣\x7f")
    lines[place] = lines[place][:cut] + sign + lines[place][cut:]


def used_in_a_circle(lines: Lines, chance: random.Random) -> None:
    place = _written(lines, chance)
    indent = len(lines[place]) - len(lines[place].lstrip())
    used = re.findall(r"use: ([a-z_]+\.[a-z_0-9]+)", "\n".join(lines)) or ["workflows.review"]
    lines[place] = " " * indent + f"use: {chance.choice(used)}"


WAYS: tuple[Callable[[Lines, random.Random], None], ...] = (
    line_gone,
    line_twice,
    lines_swapped,
    moved_in,
    moved_out,
    another_value,
    another_figure,
    quotes_gone,
    word_misspelt,
    word_from_elsewhere,
    cut_off,
    foreign_sign,
    used_in_a_circle,
)


def damaged(name: str, seed: int) -> tuple[str, str]:
    """Return the text of a file after one slip, and what sort it was; the same seed gives the same slip."""
    chance = random.Random(seed)
    way = WAYS[seed % len(WAYS)]
    lines = texts()[name].splitlines()
    way(lines, chance)
    return "\n".join(lines) + "\n", way.__name__


def pieces_with(name: str, text: str) -> Pieces:
    """Return all pieces, one file of them replaced."""
    return Pieces({path: text if path == name else whole for path, whole in texts().items() if is_piece_file(path)})


def faults_of(service: Service) -> list[str]:
    """Return what is wrong with a service that loaded: nothing, or the loader let a mistake through."""
    found = [f"{what} twice" for what in _twice(service)]
    found += [f"fee {line.code} in {line.currency}" for line in service.fees if line.currency != service.currency]
    found += [f"step {step} cannot end" for step in _endless(service.procedure)]
    for place, condition in conditions_of(service).items():
        if not hasattr(condition, "holds") and not hasattr(condition, "of"):
            found.append(f"{place} is not compiled")
    for number, example in enumerate(service.examples):
        answers, wrong = answers_of(service, example)
        cost = {line.code: line.amount.amount_minor for line in assess(service, answers, example.on, example.situation)}
        if wrong or cost != dict(example.expect):
            found.append(f"example {number} is not true")
    return found


def one_language_only(text: Text) -> bool:
    """Whether a text lacks a language, or its Arabic has no Arabic letter."""
    return not text.en.strip() or not re.search(r"[\u0620-\u064a]", text.ar)


def _twice(service: Service) -> list[str]:
    fields = [field.id for page in service.pages for field in page.fields]
    lists = [fields, [page.id for page in service.pages], [line.code for line in service.fees]]
    lists += [[need.id for need in service.documents], [step.id for step in service.procedure.steps]]
    lists += [[option.id for option in field.options] for page in service.pages for field in page.fields]
    return [one for ids in lists for one in set(ids) if ids.count(one) > 1]


def _endless(procedure: Procedure) -> list[str]:
    """Return the steps from which no end can be reached; outcomes and silent next steps both count."""
    ends = {END, REFUSED}
    while True:
        more = {
            step.id
            for step in procedure.steps
            if step.id not in ends and any(way.to in ends for way in procedure.next_of(step))
        }
        if not more:
            return [step.id for step in procedure.steps if step.id not in ends]
        ends |= more
