"""A place on the map as latitude and longitude in degrees (WGS 84), kept as text such as 29.375900,47.977400."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, ascii_digits, isolate
from shubbak.fields.kind import FactType, Keyboard, Question, RuleType, Wrong, answered, masked, word_rule

_POINT = re.compile(r"(-?\d{1,3}(?:\.\d{1,10})?)[\s,،;]+(-?\d{1,3}(?:\.\d{1,10})?)")

#: South, north, west, east in degrees, generously drawn around land and shore: they catch a swapped or slipped figure.
_BOXES = {
    "JO": (29.1, 33.5, 34.8, 39.4),
    "OM": (16.5, 26.6, 51.8, 60.0),
    "KW": (28.4, 30.2, 46.4, 48.9),
    "SA": (15.9, 32.4, 34.3, 55.8),
}


class MapPointKind:
    """Latitude first; inside `country`'s box where one is named."""

    name = "map_point"
    asks = True
    fact_type: FactType = "string"
    keyboard: Keyboard = "decimal"
    empty = ""
    rules: Mapping[str, RuleType] = {"country": "country"}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read)

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return isolate(str(answer).replace(",", ", "))

    def redact(self, answer: Answer) -> str:
        return masked(str(answer))


def _read(field: Question, text: str) -> Answer | Wrong:
    point = _POINT.fullmatch(ascii_digits(text))
    if point is None:
        return Wrong("answer-map-point")
    latitude, longitude = (float(figure) for figure in point.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        return Wrong("answer-map-point")
    south, north, west, east = _BOXES.get(word_rule(field, "country"), (-90.0, 90.0, -180.0, 180.0))
    if not (south <= latitude <= north and west <= longitude <= east):
        return Wrong("answer-map-point-outside")
    return f"{latitude:.6f},{longitude:.6f}"


KIND = MapPointKind()
