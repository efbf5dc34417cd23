"""Answers of an application as lines on what is issued for it, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shubbak.domain.application import Answer
from shubbak.domain.issued_output import OutputFact
from shubbak.domain.text import Language, Text, bare
from shubbak.fields import kinds
from shubbak.forms.service import Field, Service

#: What has no words of its own, or none that belong on a licence.
_NOT_SET = ("signature", "photo", "document", "note")


def answer_facts(service: Service, answers: Mapping[str, Answer], wanted: Iterable[str]) -> tuple[OutputFact, ...]:
    """Return the answers to the wanted questions, in that order; what was not answered stands nowhere.

    wanted: ids of questions of the service; raises KeyError for another.
    """
    fields = [service.field(question) for question in wanted]
    shown = [(field, _shown(field, answers[field.id])) for field in fields if field.id in answers]
    return tuple(OutputFact(field.label, value) for field, value in shown if value.ar and field.kind not in _NOT_SET)


def _shown(field: Field, answer: Answer) -> Text:
    """Return an answer without its isolates: the sheet sets its own, as few as it needs."""
    kind = kinds()[field.kind]
    return Text(*(bare(kind.show(field, answer, language)) for language in Language))
