"""Read the worked examples of a service file and work each out again; whatever differs is complained about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

import yaml

from shubbak.domain.application import Answer
from shubbak.domain.fees import AssessedFee, Situation
from shubbak.domain.money import Money
from shubbak.domain.payment import PaymentMethod
from shubbak.domain.problem import Problem
from shubbak.domain.text import bare
from shubbak.forms.facts import check_page, visible_fields
from shubbak.forms.fees import assess, fees_problem
from shubbak.forms.load_procedure import CHANNELS
from shubbak.forms.service import Example, Service
from shubbak.forms.source import Section, near, not_one_of

_KEYS = ("on", "channel", "method", "returns", "answers", "expect")
_YES_NO = {"true": "yes", "false": "no"}


def read_examples(root: Section, service: Service) -> tuple[Example, ...]:
    """Return the examples of a service that is sound otherwise; each fee line must stand in one of them at least."""
    examples = root.each("examples", "an example", lambda section: _example(section, service))
    shown = {code for example in examples for code in example.expect}
    missing = [line.code for line in service.fees if line.code not in shown]
    if missing:
        names = ", ".join(f'"{code}"' for code in missing)
        root.complain(f"no example shows what {names} costs: add one whose answers bring it about", "examples")
    return examples


def _example(section: Section, service: Service) -> Example:
    section.only(*_KEYS)
    if not section.has("on"):
        section.complain('an example needs "on", the day of the request, such as 2026-03-31')
    example = Example(
        on=section.day("on") or service.verified_on or date(2026, 1, 1),
        answers=_answers(section, service),
        expect=_expected(section, service),
        situation=_situation(section),
    )
    _check(section, service, example)
    return example


def _situation(section: Section) -> Situation:
    channel, method = section.word("channel", ""), section.word("method", "")
    methods = tuple(known.value for known in PaymentMethod)
    if channel and channel not in CHANNELS:
        section.complain(not_one_of(channel, CHANNELS), "channel")
    if method and method not in methods:
        section.complain(not_one_of(method, methods), "method")
    returns = section.whole("returns", 0)
    if returns < 0:
        section.complain('"returns" counts from 0', "returns")
    return Situation(channel, method, max(0, returns))


def _answers(section: Section, service: Service) -> dict[str, str]:
    part = section.section("answers", "the answers") if section.has("answers") else None
    if part is None:
        return {}
    known = [field.id for page in service.pages for field in page.fields]
    for name in part.keys():  # noqa: SIM118 - a section is no mapping
        if name not in known:
            part.complain(f'no question is called "{name}"{near(name, known)}', name)
    return {str(key.value): _raw(value) for key, value in part.node.value if str(key.value) in known}


def _raw(node: yaml.Node) -> str:
    """Return an answer as a person types it: lists of words with commas between, parts and rows as JSON."""
    if isinstance(node, yaml.ScalarNode):
        return _word(node)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return ",".join(_word(item) for item in node.value)
    return json.dumps(_plain(node), ensure_ascii=False)


def _word(node: yaml.ScalarNode) -> str:
    word = str(node.value)
    return word if node.style in ("'", '"') else _YES_NO.get(word, word)


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return _word(node) if isinstance(node, yaml.ScalarNode) else ""


def _expected(section: Section, service: Service) -> dict[str, int]:
    part = section.section("expect", "what the example expects")
    if part is None:
        return {}
    known = [line.code for line in service.fees]
    for code in part.keys():  # noqa: SIM118 - a section is no mapping
        if code not in known:
            part.complain(f'no fee line is called "{code}"{near(code, known)}', code)
    return {code: part.amount(code, service.currency) for code in part.keys() if code in known}  # noqa: SIM118


def _check(section: Section, service: Service, example: Example) -> None:
    part = section.section("answers", "the answers") if section.has("answers") else section
    answers, problems = answers_of(service, example)
    for name, why in problems.items():
        (part or section).complain(why, name)
    nowhere = fees_problem(service, answers, example.on, example.situation)
    if nowhere is not None:
        section.complain(f'the fee "{nowhere.params["en"]}" cannot be worked out from these answers', "answers")
    assessed = {line.code: line for line in assess(service, answers, example.on, example.situation)}
    _compare(section, service, example, assessed)


def _compare(section: Section, service: Service, example: Example, assessed: Mapping[str, AssessedFee]) -> None:
    part = section.section("expect", "what the example expects") if section.has("expect") else None
    if part is None:
        return
    for code, expected in example.expect.items():
        line = assessed.get(code)
        if line is None:
            part.complain(f'the fee "{code}" does not apply here: leave it out, or mend its conditions or days', code)
        elif line.amount.amount_minor != expected:
            told = Money(expected, service.currency).decimal()
            part.complain(
                f'the fee "{code}" comes to {line.amount.decimal()}, not {told}: {bare(line.working.en)}', code
            )
    for code, line in assessed.items():
        if code not in example.expect:
            section.complain(f'the fee "{code}" applies here too and comes to {line.amount.decimal()}', "expect")


def answers_of(service: Service, example: Example) -> tuple[dict[str, Answer], dict[str, str]]:
    """Return an example's answers as the form reads them, and a sentence by question for those it does not take.

    Questions without an answer are no mistake: an example shows what the fees depend on.
    """
    answers: dict[str, Answer] = {}
    wrong: dict[str, str] = {}
    asked: set[str] = set()
    for page in service.pages:
        if page.show_if is not None and not page.show_if.holds(answers):
            continue
        raw = {field.id: example.answers[field.id] for field in page.fields if field.id in example.answers}
        found, problems = check_page(service, page, raw, example.on, answers)
        answers |= found
        asked |= {field.id for field in visible_fields(page, answers)}
        for problem in problems:
            name = problem.field.partition(".")[0]
            if name in raw or problem.code == "answer-check":
                wrong.setdefault(name, _sentence(problem, raw.get(name, "")))
    for name in example.answers:
        if name not in asked:
            wrong[name] = f'"{name}" is not asked with these answers: leave it out, or mend its condition'
    return answers, wrong


def _sentence(problem: Problem, raw: str) -> str:
    if problem.code == "answer-check":
        return f"a request cannot be like this: {bare(problem.params['en'])}"
    why = problem.code.removeprefix("answer-").replace("-", " ")
    values = ", ".join(f"{key} {bare(value)}" for key, value in problem.params.items())
    return f'"{raw[:60]}" is no answer to "{problem.field}": {why}' + (f" ({values})" if values else "")
