"""A page that is scanned as an answer; what is answered is the digest of the attachment, which travels beside it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, Text
from shubbak.fields.kind import FactType, Keyboard, Question, RuleType, Wrong, answered

_DIGEST = re.compile(r"[0-9a-f]{64}")
_GIVEN = Text("مرفق", "Attached")


class DocumentKind:
    """Answered by scanning, never by typing; `of` names the need in `documents` that it stands for."""

    name = "document"
    asks = True
    fact_type: FactType = "string"
    keyboard: Keyboard = "none"
    empty = ""
    rules: Mapping[str, RuleType] = {"of": "word"}
    missing = "answer-document-missing"

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read, missing=self.missing)

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return _GIVEN.say(language) if answer else ""

    def redact(self, answer: Answer) -> str:
        return "•••" if answer else ""


def body_digest(body: bytes) -> str:
    """Return the answer that stands for a scanned page."""
    return hashlib.sha256(body).hexdigest()


def _read(field: Question, text: str) -> Answer | Wrong:
    return text if _DIGEST.fullmatch(text) else Wrong("answer-scan")


KIND = DocumentKind()
