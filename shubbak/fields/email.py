"""An e-mail address, checked for its shape only: the first letter sent to it is the real check."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, ascii_digits, isolate
from shubbak.fields.kind import FactType, Keyboard, Question, RuleType, Wrong, answered

_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


class EmailKind:
    """An address (RFC 5321 dot-atoms and host names) of at most 254 signs."""

    name = "email"
    asks = True
    fact_type: FactType = "string"
    keyboard: Keyboard = "latin"
    empty = ""
    rules: Mapping[str, RuleType] = {}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read)

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return isolate(str(answer))

    def redact(self, answer: Answer) -> str:
        local, _, host = str(answer).partition("@")
        return f"{local[:1]}•••@{host}" if host else ""


def _read(field: Question, text: str) -> Answer | Wrong:
    local, sign, host = ascii_digits(text).replace(" ", "").partition("@")
    labels = host.split(".")
    sound = (
        sign
        and len(text) <= 254
        and _LOCAL.fullmatch(local)
        and not local.startswith(".")
        and not local.endswith(".")
        and ".." not in local
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
    )
    return f"{local}@{host.lower()}" if sound else Wrong("answer-email")


KIND = EmailKind()
