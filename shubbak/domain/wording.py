"""The sentences of the product by key, in both languages, with their values put in, and those of its papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from shubbak.domain.paper_template import PaperKind, PaperTemplate
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, Text


class Wording:
    """All sentences, such as `wording.say("pay.title", language, total="5.000")`; an unknown key is a bug and
    raises KeyError. papers: reads the templates, when the first of them is asked for.
    """

    def __init__(self, sentences: Mapping[str, Text], papers: Callable[[], Iterable[PaperTemplate]] = tuple) -> None:
        self._sentences = dict(sentences)
        self._read_papers = papers
        self._papers: dict[tuple[PaperKind, Language], PaperTemplate] | None = None

    def text(self, key: str) -> Text:
        return self._sentences[key]

    def say(self, key: str, language: Language, **params: str) -> str:
        return self._sentences[key].say(language).format_map(params)

    def explain(self, problem: Problem, language: Language) -> str:
        """Return the sentence for a problem; its key is `problem.<code>`."""
        return self.say(f"problem.{problem.code}", language, **problem.params)

    def keys(self) -> set[str]:
        return set(self._sentences)

    def paper(self, kind: PaperKind, language: Language) -> PaperTemplate:
        """Return the template of a paper."""
        return self._by_kind()[kind, language]

    def papers(self) -> tuple[PaperTemplate, ...]:
        return tuple(self._by_kind().values())

    def with_papers(self, papers: Iterable[PaperTemplate]) -> Wording:
        """Return the same sentences, with these templates in the place of those of their kind and language."""
        later = tuple(papers)
        return Wording(self._sentences, lambda: (*self.papers(), *later))

    def _by_kind(self) -> dict[tuple[PaperKind, Language], PaperTemplate]:
        if self._papers is None:
            self._papers = {(paper.kind, paper.language): paper for paper in self._read_papers()}
        return self._papers
