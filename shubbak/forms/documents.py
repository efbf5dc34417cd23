"""Which documents are asked for where, once questions may ask for some of them; and whether those given are right.

A question of kind `photo` or `document` stands for a need: the one in `documents` that its `of` names, or its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from shubbak.domain.application import Answer
from shubbak.domain.problem import Problem
from shubbak.fields.kind import word_rule
from shubbak.forms.facts import needed_documents, visible_fields, visible_pages
from shubbak.forms.service import DocumentAlternative, DocumentNeed, Field, Service, Verified

SCANNED_KINDS = frozenset({"photo", "document"})


@dataclass(frozen=True, slots=True)
class GivenDocument:
    """What is known of an attachment without its body: where it belongs and its SHA-256 in hex."""

    need: str
    alternative: str
    digest: str


def need_of(field: Field) -> str:
    """Return the need that a scanned question stands for."""
    return word_rule(field, "of") or field.id


def scanned_questions(service: Service, answers: Mapping[str, Answer]) -> tuple[Field, ...]:
    """Return the questions to show that are answered by scanning; two may stand for one need."""
    return tuple(
        field
        for page in visible_pages(service, answers)
        for field in visible_fields(page, answers)
        if field.kind in SCANNED_KINDS
    )


def asked_documents(service: Service, answers: Mapping[str, Answer]) -> tuple[DocumentNeed, ...]:
    """Return the needs that the documents step asks for: all but those that a question has asked for already."""
    questions = scanned_questions(service, answers)
    return tuple(need for need in needed_documents(service, answers) if not _covered(need, questions))


def told_documents(service: Service, answers: Mapping[str, Answer]) -> tuple[DocumentNeed, ...]:
    """Return all that a person is told to bring: the needs, and the photos and documents that are questions."""
    own = [one for one in scanned_questions(service, answers) if need_of(one) == one.id]
    needs = needed_documents(service, answers)
    listed = {need.id for need in needs}
    return needs + tuple(_own_need(service, one) for one in own if one.id not in listed)


def every_document(service: Service) -> tuple[DocumentNeed, ...]:
    """Return all that may ever be asked for, whatever the answers: the needs, and photos and documents that are
    questions, with the condition of the question or of its page.
    """
    listed = {need.id for need in service.documents}
    own = {
        one.id: replace(
            _own_need(service, one), show_if=one.show_if or page.show_if, hint=one.hint, require_if=one.require_if
        )
        for page in service.pages
        for one in page.fields
        if one.kind in SCANNED_KINDS and need_of(one) == one.id and one.id not in listed
    }
    return (*service.documents, *own.values())


def _own_need(service: Service, question: Field) -> DocumentNeed:
    """Return the need that a scanned question is by itself."""
    return DocumentNeed(
        question.id, question.label, alternatives_of(service, question), Verified.CITED, required=question.required
    )


def _covered(need: DocumentNeed, questions: Iterable[Field]) -> bool:
    """A question that may be left out does not take the place of a need that may not."""
    return any(need_of(one) == need.id and (one.required or not need.required) for one in questions)


def alternatives_of(service: Service, field: Field) -> tuple[DocumentAlternative, ...]:
    """Return what a scanned question takes; a need of its own has one alternative, the question itself."""
    need = need_of(field)
    listed = next((one.alternatives for one in service.documents if one.id == need), ())
    kind = "photo" if field.kind == "photo" else "other"
    return listed or (DocumentAlternative(field.id, field.label, kind),)


def wanted_documents(service: Service, answers: Mapping[str, Answer]) -> dict[str, frozenset[str]]:
    """Return every need that an attachment may answer now, with the ids of its alternatives."""
    wanted = {need.id: frozenset(one.id for one in need.alternatives) for need in needed_documents(service, answers)}
    for field in scanned_questions(service, answers):
        wanted[need_of(field)] = frozenset(one.id for one in alternatives_of(service, field))
    return wanted


def offered_alternatives(service: Service) -> dict[str, frozenset[str]]:
    """Return every need of the service, shown or not, with the ids of its alternatives."""
    return {need: frozenset(kinds) for need, kinds in offered_documents(service).items()}


def offered_documents(service: Service) -> dict[str, dict[str, DocumentAlternative]]:
    """Return every need of the service, shown or not, with its alternatives by id."""
    offered = {need.id: {one.id: one for one in need.alternatives} for need in service.documents}
    for field in scanned_fields(service):
        offered[need_of(field)] = {one.id: one for one in alternatives_of(service, field)}
    return offered


def scanned_fields(service: Service) -> tuple[Field, ...]:
    """Return all questions of the service that are answered by scanning."""
    return tuple(field for page in service.pages for field in page.fields if field.kind in SCANNED_KINDS)


def check_attachments(
    service: Service, answers: Mapping[str, Answer], untrusted_given: Iterable[GivenDocument]
) -> list[Problem]:
    """Check attachments against the answers that they came with, as the portal does; [] when all is well.

    Nothing may be there that is not wanted, nor twice; nothing that is required may be missing; a scanned question's
    digest is that of its attachment.
    """
    wanted = wanted_documents(service, answers)
    given: dict[str, GivenDocument] = {}
    problems: list[Problem] = []
    for one in untrusted_given:
        if one.need in given or one.alternative not in wanted.get(one.need, frozenset()):
            problems.append(Problem("document-unknown", one.need))
        given.setdefault(one.need, one)
    for field in scanned_questions(service, answers):
        digest = given[need_of(field)].digest if need_of(field) in given else ""
        if digest != answers.get(field.id, ""):
            problems.append(Problem("document-changed", field.id))
    return problems + [
        Problem("document-missing", need.id)
        for need in asked_documents(service, answers)
        if need.required and need.id not in given
    ]
