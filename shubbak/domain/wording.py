"""The sentences of the product by key, in both languages, with their values put in."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, Text


class Wording:
    """All sentences, such as `wording.say("pay.title", language, total="5.000")`; an unknown key is a bug and
    raises KeyError.
    """

    def __init__(self, sentences: Mapping[str, Text]) -> None:
        self._sentences = dict(sentences)

    def text(self, key: str) -> Text:
        return self._sentences[key]

    def say(self, key: str, language: Language, **params: str) -> str:
        return self._sentences[key].say(language).format_map(params)

    def explain(self, problem: Problem, language: Language) -> str:
        """Return the sentence for a problem; its key is `problem.<code>`."""
        return self.say(f"problem.{problem.code}", language, **problem.params)

    def keys(self) -> set[str]:
        return set(self._sentences)
