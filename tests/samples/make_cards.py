"""Makes the specimen images of tests/samples/cards and resources/demo: python tests/samples/make_cards.py

Needs the packages fonts-ocr-b and fonts-noto-core. Every person, number and document in them is invented.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from card_drawing import Card, draw_card, lay
from licence_drawing import draw_licence
from PySide6.QtGui import QGuiApplication

from shubbak.domain.mrz_zone import check_digit
from shubbak.domain.national_number import kuwait_check_digit

HERE = Path(__file__).resolve().parent
DEMO = HERE.parent.parent / "resources" / "demo"


def card_lines(issuer: str, number: str, birth: str, sex: str, expiry: str, nation: str, names: str, civil: str = "",
               code: str = "I<") -> tuple[str, ...]:  # fmt: skip
    first = code + issuer + number.ljust(9, "<")
    first += check_digit(first[5:14]) + civil.ljust(15, "<")
    second = birth + check_digit(birth) + sex + expiry + check_digit(expiry) + nation + "<" * 11
    second += check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    return first, second, names.ljust(30, "<")[:30]


def two_lines(length: int, code: str, issuer: str, number: str, birth: str, sex: str, expiry: str, nation: str,
              names: str, civil: str = "") -> tuple[str, ...]:  # fmt: skip
    number = number.ljust(9, "<")
    second = number + check_digit(number) + nation + birth + check_digit(birth) + sex + expiry + check_digit(expiry)
    second += civil.ljust(length - 29, "<")
    if length == 44:
        second = second[:42] + check_digit(second[28:42])
    second += check_digit(second[0:10] + second[13:20] + second[21:])
    return (code + issuer + names).ljust(length, "<"), second


KUWAITI = "29003154417"
KUWAITI += str(kuwait_check_digit(KUWAITI))
DEMO_CARD = Card(
    "TD1",
    card_lines("KWT", "T00419026", "900315", "F", "290630", "JOR", "ALNAMUTHAJ<<NOURA<SALIM", KUWAITI, "ID"),
    ("دولة الكويت · بطاقة مقيم", "RESIDENT CARD"),
    (
        ("الاسم", "Name", "نورة سالم النموذج"),
        ("الرقم المدني", "Civil No", KUWAITI),
        ("الجنسية", "Nationality", "الأردن"),
        ("تاريخ الميلاد", "Birth date", "15/03/1990"),
        ("الجنس", "Sex", "أنثى"),
        ("تاريخ الانتهاء", "Expiry", "30/06/2029"),
    ),
)


def _card(kind: str, lines: tuple[str, ...], arabic: str, latin: str, hue: int) -> Card:
    fields = (
        ("الاسم", "Name", "شخص غير موجود"),
        ("الرقم", "No", lines[0][5:14] if kind == "TD1" else lines[1][:9].strip("<")),
        ("الجهة", "Authority", "مكتب العيّنات"),
        ("الغرض", "Purpose", "TEST ONLY"),
    )
    return Card(kind, lines, (arabic, latin), fields, hue)


SAUDI = _card(
    "TD1",
    card_lines("SAU", "B00000017", "851120", "M", "310208", "SAU", "ALTAJRUBI<<SALEH", "1000000008"),
    "هوية · عيّنة", "IDENTITY CARD", 140,
)  # fmt: skip
JORDANIAN = _card(
    "TD1",
    card_lines("JOR", "J0000042X", "010709", "F", "330101", "JOR", "MITHALI<<RANA<YAZAN", "2002000042"),
    "بطاقة شخصية · عيّنة", "IDENTITY CARD", 20,
)  # fmt: skip
OMANI = _card(
    "TD2",
    two_lines(36, "I<", "OMN", "12345678", "780228", "M", "301231", "OMN", "ALIKHTIBAR<<NASIR"),
    "بطاقة · عيّنة", "IDENTITY CARD", 350,
)  # fmt: skip
SAUDI_PASSPORT = _card(
    "TD3",
    two_lines(44, "P<", "SAU", "X0000001", "660402", "F", "320229", "SAU", "ALMITHAL<<HUDA<FAHAD", "1000000008"),
    "جواز سفر · عيّنة", "PASSPORT", 150,
)  # fmt: skip
UTOPIAN = _card(
    "TD3",
    two_lines(44, "P<", "UTO", "L0000002C", "740812", "<", "340415", "UTO", "NOBODY<<ANNA<MARIA"),
    "جواز سفر · عيّنة", "PASSPORT", 220,
)  # fmt: skip
EXPIRED = _card(
    "TD2",
    two_lines(36, "I<", "JOR", "E0000007", "590101", "M", "190501", "JOR", "QADIM<<OMAR"),
    "بطاقة · عيّنة", "IDENTITY CARD", 30,
)  # fmt: skip


def wrong_digit(card: Card) -> Card:
    """The same card with its expiry's check digit one too high, as a forger forgets it."""
    second = card.lines[1]
    changed = second[:14] + str((int(second[14]) + 1) % 10) + second[15:]
    return Card(card.kind, (card.lines[0], changed, card.lines[2]), card.title, card.fields, card.hue)


def framed(card: Card, turned: float = 0.8) -> np.ndarray:
    face = draw_card(card)
    height, width = face.shape[:2]
    size = (width + 160, height + 140)
    return lay(face, size, (size[0] / 2, size[1] / 2), turned)


def scenes() -> dict[str, tuple[Card, np.ndarray]]:
    """Return every sample by name: what was drawn, and the image."""
    forged = wrong_digit(DEMO_CARD)
    blurred = cv2.GaussianBlur(framed(DEMO_CARD), (0, 0), 9.0)
    page = lay(draw_card(SAUDI), (1654, 2339), (1130, 1720), 197.0, scale=200 / 300)
    return {
        "td1_kuwait": (DEMO_CARD, framed(DEMO_CARD, -1.2)),
        "td2_oman": (OMANI, framed(OMANI)),
        "td3_saudi": (SAUDI_PASSPORT, framed(SAUDI_PASSPORT)),
        "td1_jordan_turned_90": (JORDANIAN, cv2.rotate(framed(JORDANIAN), cv2.ROTATE_90_CLOCKWISE)),
        "td3_utopia_upside_down": (UTOPIAN, cv2.rotate(framed(UTOPIAN), cv2.ROTATE_180)),
        "td1_saudi_on_a4": (SAUDI, page),
        "td2_jordan_expired": (EXPIRED, framed(EXPIRED)),
        "td1_kuwait_blurred": (DEMO_CARD, blurred),
        "td1_kuwait_wrong_digit": (forged, framed(forged)),
    }


def main() -> None:
    application = QGuiApplication([])
    (HERE / "cards").mkdir(exist_ok=True)
    DEMO.mkdir(exist_ok=True)
    labels: dict[str, list[str]] = {}
    for name, (card, image) in scenes().items():
        cv2.imwrite(str(HERE / "cards" / f"{name}.jpg"), image, [cv2.IMWRITE_JPEG_QUALITY, 72])
        labels[f"{name}.jpg"] = list(card.lines)
    (HERE / "cards" / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")
    cv2.imwrite(str(DEMO / "identity_card.jpg"), framed(DEMO_CARD), [cv2.IMWRITE_JPEG_QUALITY, 88])
    cv2.imwrite(str(DEMO / "commercial_licence.jpg"), draw_licence(), [cv2.IMWRITE_JPEG_QUALITY, 80])
    application.quit()


if __name__ == "__main__":
    main()
