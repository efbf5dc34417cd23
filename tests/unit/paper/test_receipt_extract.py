"""Another station's receipt from its code: what the code proves, its code again, and that it is a copy."""

from __future__ import annotations

import paper_samples
import pytest

from shubbak.domain.money import Money
from shubbak.domain.text import Language, Text
from shubbak.ports.renderer import Boxed, Code, Line, Pair, Part
from shubbak.resources import load_wording
from shubbak.services.receipt_extract import extract_sheet
from shubbak.wire.receipt_code import ProvenReceipt

WORDING = load_wording()
RECEIPT = paper_samples.receipt(Money(37_245, "KWD"))
PROVEN = ProvenReceipt(RECEIPT, "K07", Text("بلدية", "Municipality"))


def texts(parts: tuple[Part, ...]) -> str:
    found: list[str] = []
    for part in parts:
        match part:
            case Line() | Code():
                found.append(part.text)
            case Pair():
                found += [part.label, part.value]
            case Boxed():
                found.append(texts(part.parts))
    return "\n".join(found)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("service", [Text("تجديد", "Renewal"), None])
def test_it_says_what_the_code_says_and_that_it_is_a_copy(language: Language, service: Text | None) -> None:
    sheet = extract_sheet(PROVEN, "https://x.test/v#8", service, paper_samples.OFFICE, WORDING, language)
    said = texts(sheet.parts)
    for expected in (
        str(RECEIPT.number),
        "22/11/2026 10:42",
        RECEIPT.total.show(language),
        service.say(language) if service else RECEIPT.service_id,
        WORDING.say("paper.extract.mark", language),
        paper_samples.OFFICE.office.say(language),
    ):
        assert expected in said
    assert Code("https://x.test/v#8") in sheet.parts
    marks = [place for place, part in enumerate(sheet.parts) if isinstance(part, Boxed)]
    assert marks and marks[0] < 3, "the mark stands above everything that could be cut off with it"
