"""What is no mistake in a service but might be better: a few remarks for its author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shubbak.domain.text import Text
from shubbak.forms.service import Service, Verified

_MANY_QUESTIONS = 5
_LONG_SUMMARY = 140
_FEW_WORDS = 3
#: A Latin word that is no code: codes have capitals and figures only, addresses a point, a colon, a slash or an @.
_LATIN_WORD = re.compile(r"(?<![\w.:/@-])[A-Za-z]?[a-z]{3,}(?![\w.:/@-])")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence for the author; `about` is how the file says it (`id: shop`), by which its line is found."""

    about: str
    sentence: str


def remarks(service: Service) -> tuple[Remark, ...]:
    """Return what the author of a sound service may want to look at once more."""
    return (*_sources(service), *_words(service), *_pages(service), *_arabic(service))


def _sources(service: Service) -> Iterator[Remark]:
    known = [service.duration.verified, service.output.verified, *(line.verified for line in service.fees)]
    known += [*(law.verified for law in service.legal_basis), *(need.verified for need in service.documents)]
    known += [condition.verified for condition in service.eligibility]
    if not service.sources and any(word is not Verified.SAMPLE for word in known):
        yield Remark("sources:", 'facts are marked "cited" or "old", but "sources" names no source')
    if service.verified_on is None and any(word is Verified.CITED for word in known):
        yield Remark("verified_on:", 'facts are marked "cited", but "verified_on" does not say when they were compared')


def _words(service: Service) -> Iterator[Remark]:
    for language, words in (("ar", service.keywords.ar), ("en", service.keywords.en)):
        if len(words.split()) < _FEW_WORDS:
            yield Remark("keywords:", f'fewer than {_FEW_WORDS} "keywords" in "{language}": few people will find it')
    if not _LATIN.search(service.keywords.en):
        yield Remark("keywords:", 'the "keywords" in "en" have no Latin letters')
    for language, words in (("ar", service.summary.ar), ("en", service.summary.en)):
        if len(words) > _LONG_SUMMARY:
            sentence = f'the summary in "{language}" has {len(words)} signs; {_LONG_SUMMARY} are read at a glance'
            yield Remark("summary:", sentence)


def _pages(service: Service) -> Iterator[Remark]:
    for page in service.pages:
        if len(page.fields) > _MANY_QUESTIONS:
            sentence = f'the page "{page.id}" has {len(page.fields)} questions; two to {_MANY_QUESTIONS} read well'
            yield Remark(f"id: {page.id}", sentence)


def _arabic(service: Service) -> Iterator[Remark]:
    for about, text in _texts(service):
        found = _LATIN_WORD.search(text.ar)
        if found:
            yield Remark(about, f'"{found.group()}" stands in Latin letters in the Arabic of "{about}"')


def _texts(service: Service) -> Iterator[tuple[str, Text]]:
    """Yield what people read, each beside how the file names it."""
    yield "name:", service.name
    yield "summary:", service.summary
    yield "next_step:", service.next_step
    yield "purpose:", service.purpose
    yield "duration:", service.duration.text
    yield "output:", service.output.name
    for need in service.documents:
        yield f"id: {need.id}", need.name
    for line in service.fees:
        yield f"code: {line.code}", line.label
    for page in service.pages:
        yield f"id: {page.id}", page.title
        for field in page.fields:
            yield f"id: {field.id}", field.label
            if field.hint is not None:
                yield f"id: {field.id}", field.hint
    for step in service.procedure.steps:
        yield f"id: {step.id}", step.title
