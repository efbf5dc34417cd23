"""The strokes of a second person, such as a landlord or a partner, drawn as an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.strokes import BOX
from shubbak.domain.text import Language, Text
from shubbak.fields.kind import FactType, Keyboard, Question, RuleType, Wrong

#: Fewer points than this is a touch, not a signature.
_FEWEST_POINTS = 8
#: Nobody signs with more; a pen that fell asleep on the pad does.
_MOST_STROKES, _MOST_POINTS = 100, 4_000
_LONGEST = _MOST_POINTS * len("1000,400 ")
_STROKES = re.compile(r"[0-9]{1,4},[0-9]{1,4}(?:[ ;][0-9]{1,4},[0-9]{1,4})*", re.ASCII)
_SIGNED = Text("موقّع", "Signed")


class SignatureKind:
    """Raw text and answer alike: strokes with `;` between, their points `x,y` with blanks, in the 1000 by 400 box."""

    name = "signature"
    asks = True
    fact_type: FactType = "string"
    keyboard: Keyboard = "none"
    empty = ""
    rules: Mapping[str, RuleType] = {}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        if len(untrusted_raw) > _LONGEST:
            return Wrong("signature-too-long")
        text = untrusted_raw.strip()
        if not text:
            return Wrong("signature-missing") if field.required else self.empty
        return _read(text)

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return _SIGNED.say(language) if answer else ""

    def redact(self, answer: Answer) -> str:
        return "•••" if answer else ""


def strokes_of(answer: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return the strokes of a checked answer, for whoever draws them."""
    return tuple(tuple(_point(point) for point in stroke.split(" ")) for stroke in answer.split(";") if stroke)


def _point(text: str) -> tuple[int, int]:
    across, _, down = text.partition(",")
    return int(across), int(down)


def _read(text: str) -> Answer | Wrong:
    if not _STROKES.fullmatch(text):
        return Wrong("signature-strokes")
    strokes = strokes_of(text)
    points = [point for stroke in strokes for point in stroke]
    if len(strokes) > _MOST_STROKES or len(points) > _MOST_POINTS:
        return Wrong("signature-too-long")
    if any(across > BOX[0] or down > BOX[1] for across, down in points):
        return Wrong("signature-strokes")
    if len(points) < _FEWEST_POINTS:
        return Wrong("signature-missing")
    return ";".join(" ".join(f"{across},{down}" for across, down in stroke) for stroke in strokes)


KIND = SignatureKind()
