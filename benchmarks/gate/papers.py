"""Papers as offices hand them out, flat and clean, drawn from a seed; every name and number in them is invented."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

DPI = 200
PER_MM = DPI / 25.4
_RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_NOTO = Path("/usr/share/fonts/truetype/noto")
ARABIC_FONTS = [
    _RESOURCES / "IBMPlexSansArabic-Regular.woff2",
    _NOTO / "NotoNaskhArabic-Regular.ttf",
    _NOTO / "NotoSansArabic-Regular.ttf",
]
LATIN_FONTS = [Path("/usr/share/fonts/truetype/dejavu") / f"DejaVu{name}.ttf" for name in ("Sans", "Serif", "SansMono")]
HAND = _NOTO / "NotoNastaliqUrdu-Regular.ttf"
OCR_B = Path("/usr/share/fonts/opentype/ocr-b/OCRB.otf")


def _words(text: str) -> list[str]:
    return text.split()


ARABIC = _words(
    "يقر المستأجر بأنه عاين العقار معاينة تامة نافية للجهالة وقبل به بحالته الراهنة ويلتزم بدفع بدل "
    "الإيجار المتفق عليه في موعده ولا يحق له التنازل عن العقد للغير إلا بموافقة خطية من المؤجر وعلى "
    "الطرفين الالتزام بما ورد فيه ويعد هذا العقد ملزما لورثتهما من بعدهما ويخضع لأحكام القانون النافذ "
    "وتختص المحاكم بالنظر في كل خلاف ينشأ عنه رقم القطعة الحوض المساحة البلدية المنطقة الشارع الرخصة "
    "السجل التجاري التوقيع التاريخ الختم الشاهد الوكيل "
)
ENGLISH = _words(
    "The tenant declares that he has seen the premises and takes them as they stand and shall pay the "
    "agreed rent on the first day of each month to the landlord or to his agent in writing neither party "
    "may assign this contract without the consent of the other which shall be given before witnesses "
    "plot number area municipality street licence register signature date stamp witness attorney 2024 "
    "2025 145 12.5 378/22 article 7 "
)


@dataclass(frozen=True)
class Paper:
    """A flat picture (BGR, 200 dpi) of paper or plastic. kind: as in resources/documents/kinds.yaml."""

    name: str
    kind: str
    picture: np.ndarray
    rounded: bool = False

    @property
    def size_mm(self) -> tuple[float, float]:
        return self.picture.shape[1] / PER_MM, self.picture.shape[0] / PER_MM


class Sheet:
    """A sheet that is written on, in millimetres."""

    def __init__(self, chance: random.Random, size_mm: tuple[float, float], paper: tuple[int, int, int]) -> None:
        self.chance = chance
        self.width, self.height = size_mm
        self.image = Image.new("RGB", (round(size_mm[0] * PER_MM), round(size_mm[1] * PER_MM)), paper)
        self.draw = ImageDraw.Draw(self.image)
        self.arabic, self.latin = chance.choice(ARABIC_FONTS), chance.choice(LATIN_FONTS)

    def text(
        self, x: float, y: float, words: str, mm: float, ink: object, font: Path | None = None, end: bool = False
    ) -> float:
        """Write at x, y (the right end with `end`); `mm` is the size of the type. Returns the width in millimetres."""
        face = ImageFont.truetype(str(font or self.latin), max(6, round(mm * PER_MM)))
        wide = face.getlength(words)
        self.draw.text((x * PER_MM - (wide if end else 0), y * PER_MM), words, font=face, fill=ink)
        return float(wide / PER_MM)

    def line(self, *points: float, ink: object = (40, 40, 40), mm: float = 0.25) -> None:
        self.draw.line([value * PER_MM for value in points], fill=ink, width=max(1, round(mm * PER_MM)))

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: object = None, ink: object = (40, 40, 40)
    ) -> None:
        self.draw.rectangle([value * PER_MM for value in (left, top, right, bottom)], fill=fill, outline=ink, width=2)

    def paragraph(
        self, top: float, bottom: float, mm: float, ink: object, arabic: bool, font: Path | None = None
    ) -> float:
        """Fill the lines between two heights with words, ragged at their end; returns where it stopped."""
        left, right = self.width * 0.1, self.width * 0.9
        y, words = top, ARABIC if arabic else ENGLISH
        while y + mm * 1.6 < bottom:
            room = (right - left) * (1 if self.chance.random() < 0.8 else self.chance.uniform(0.2, 0.9))
            count = max(2, round(room / (mm * (2.3 if arabic else 3.0))))
            said = " ".join(self.chance.choice(words) for _ in range(count))
            face = font or (self.arabic if arabic else self.latin)
            while self._width(said, mm, face) > right - left and " " in said:
                said = said.rsplit(" ", 1)[0]
            self.text(right if arabic else left, y, said, mm, ink, face, end=arabic)
            y += mm * self.chance.choice((1.7, 1.7, 1.7, 2.6))
        return y

    def _width(self, words: str, mm: float, font: Path) -> float:
        return float(ImageFont.truetype(str(font), round(mm * PER_MM)).getlength(words) / PER_MM)

    def stamp(self, x: float, y: float, radius: float, ink: tuple[int, int, int]) -> None:
        for share, width in ((1.0, 5), (0.9, 2), (0.55, 2)):
            ring = [
                (x - radius * share) * PER_MM,
                (y - radius * share) * PER_MM,
                (x + radius * share) * PER_MM,
                (y + radius * share) * PER_MM,
            ]
            self.draw.ellipse(ring, outline=ink, width=width)
        self.text(x + radius * 0.4, y - radius * 0.35, "بلدية العيّنة", radius * 0.28, ink, self.arabic, end=True)

    def signature(self, x: float, y: float, ink: tuple[int, int, int]) -> None:
        steps = [(x + i * 0.8, y + 4 * math.sin(i * 0.9) * self.chance.random()) for i in range(30)]
        self.line(*[value for step in steps for value in step], ink=ink, mm=0.5)

    def done(self, name: str, kind: str, rounded: bool = False) -> Paper:
        return Paper(name, kind, np.asarray(self.image)[:, :, ::-1].copy(), rounded)


def _ink(chance: random.Random) -> tuple[int, int, int]:
    level = chance.randint(10, 60)
    return (level, level, level + chance.randint(0, 40))


def letter(chance: random.Random, paper: tuple[int, int, int] = (252, 252, 250), name: str = "letter") -> Paper:
    sheet = Sheet(chance, (210, 297), paper)
    ink, arabic = _ink(chance), chance.random() < 0.65
    sheet.text(
        150 if arabic else 60,
        18,
        "بلدية العيّنة" if arabic else "Specimen Municipality",
        6,
        ink,
        sheet.arabic if arabic else sheet.latin,
    )
    size = chance.uniform(3.4, 5.2)
    end = sheet.paragraph(40, chance.uniform(120, 240), size, ink, arabic)
    if chance.random() < 0.7:
        sheet.stamp(
            chance.uniform(40, 90), min(265, end + 22), 16, chance.choice(((40, 50, 150), (170, 30, 40), (90, 40, 130)))
        )
    sheet.signature(chance.uniform(120, 160), min(275, end + 18), chance.choice(((20, 30, 120), (20, 20, 20))))
    return sheet.done(name, "letter")


def lease(chance: random.Random) -> Paper:
    sheet = Sheet(chance, (210, 297), (253, 253, 251))
    ink = _ink(chance)
    sheet.text(135, 14, "عقد إيجار", 9, ink, sheet.arabic, end=True)
    top = 34.0
    for _ in range(chance.randint(7, 12)):
        sheet.box(18, top, 192, top + 11, fill=chance.choice((None, (236, 240, 242))))
        sheet.line(140, top, 140, top + 11)
        sheet.text(188, top + 2, " ".join(chance.sample(ARABIC, 2)), 4.2, ink, sheet.arabic, end=True)
        sheet.text(132, top + 2, " ".join(chance.sample(ARABIC, 4)), 4.2, (20, 30, 120), sheet.arabic, end=True)
        top += 11
    sheet.paragraph(top + 8, 250, 3.6, ink, True)
    sheet.signature(40, 268, (20, 30, 130))
    sheet.stamp(150, 265, 15, (40, 60, 150))
    return sheet.done("lease", "letter")


def certificate(chance: random.Random) -> Paper:
    wide = chance.random() < 0.3
    size = (297, 210) if wide else (210, 297)
    tint = chance.choice(((255, 253, 246), (246, 250, 255), (240, 246, 238)))
    sheet = Sheet(chance, size, tint)
    frame = chance.choice(((20, 90, 90), (130, 90, 30), (40, 40, 110)))
    for inset, mm in ((8, 2.2), (11, 0.5)):
        sheet.line(
            inset,
            inset,
            size[0] - inset,
            inset,
            size[0] - inset,
            size[1] - inset,
            inset,
            size[1] - inset,
            inset,
            inset,
            ink=frame,
            mm=mm,
        )
    sheet.text(size[0] / 2 + 28, 30, "رخصة تجارية", 13, frame, sheet.arabic, end=True)
    sheet.paragraph(70, size[1] * 0.72, chance.uniform(4.5, 6), (30, 30, 30), True)
    sheet.stamp(45, size[1] - 45, 18, (50, 70, 160))
    return sheet.done("certificate", chance.choice(("certificate", "licence")))


def pencil(chance: random.Random) -> Paper:
    sheet = Sheet(chance, (210, 297), (250, 250, 248))
    level = chance.randint(120, 150)
    if chance.random() < 0.5:
        for y in range(30, 290, 9):
            sheet.line(0, y, 210, y, ink=(200, 214, 232), mm=0.2)
    sheet.paragraph(30, chance.uniform(120, 250), chance.uniform(5, 6.5), (level, level, level), True, HAND)
    return sheet.done("pencil", "letter")


def photocopy(chance: random.Random) -> Paper:
    """Greys lost, toner speckled, and where the lid stood open a black edge."""
    gray = cv2.cvtColor(letter(chance).picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    noise = np.random.default_rng(chance.getrandbits(32))
    gray = cv2.GaussianBlur(gray + noise.normal(0, 22, gray.shape).astype(np.float32), (0, 0), 1.0)
    copy = np.where(gray < 185, np.clip(gray - 60, 0, 255), np.clip(gray + 8, 0, 250))
    for _ in range(chance.randint(40, 300)):
        cv2.circle(
            copy,
            (chance.randrange(copy.shape[1]), chance.randrange(copy.shape[0])),
            chance.randint(0, 2),
            chance.randint(20, 120),
            -1,
        )
    if chance.random() < 0.5:
        edge = chance.randint(6, 30)
        copy[:, :edge] = chance.randint(5, 60)
    return Paper("photocopy", "letter", cv2.cvtColor(np.clip(copy, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR))


def receipt(chance: random.Random) -> Paper:
    sheet = Sheet(chance, (80, chance.uniform(120, 200)), (238, 238, 240))
    grey = chance.randint(70, 115)
    y = 8.0
    while y < sheet.height - 10:
        sheet.text(74, y, " ".join(chance.sample(ARABIC, 2)), 3.6, (grey, grey, grey + 15), sheet.arabic, end=True)
        sheet.text(6, y, f"{chance.randint(1, 99)}.{chance.randint(100, 999)}", 3.4, (grey, grey, grey + 15))
        y += chance.choice((6, 6, 6, 10))
    return sheet.done("receipt", "certificate")


def plan(chance: random.Random) -> Paper:
    size = chance.choice(((420, 297), (297, 210)))
    sheet = Sheet(chance, size, (252, 252, 252))
    right, bottom = size[0], size[1]
    sheet.line(10, 10, right - 10, 10, right - 10, bottom - 10, 10, bottom - 10, 10, 10, mm=0.5)
    left, top = 30.0, 30.0
    across, down = right - 120, bottom - 70
    for mm in (0.7, 0.3):
        off = 0 if mm > 0.5 else 2
        sheet.line(
            left + off,
            top + off,
            left + across,
            top + off,
            left + across,
            top + down,
            left + off,
            top + down,
            left + off,
            top + off,
            mm=mm,
        )
    for _ in range(chance.randint(5, 14)):
        x, y = left + across * chance.random(), top + down * chance.random()
        if chance.random() < 0.5:
            sheet.line(x, top, x, y, mm=0.6)
        else:
            sheet.line(left, y, x, y, mm=0.6)
        sheet.text(min(x, right - 50), min(y, bottom - 30), f"{chance.uniform(2, 9):.2f}", 3, (30, 30, 30))
    sheet.box(right - 80, bottom - 55, right - 12, bottom - 12)
    for row in range(4):
        sheet.text(
            right - 14,
            bottom - 53 + row * 10,
            " ".join(chance.sample(ARABIC, 3)),
            4,
            (20, 20, 20),
            sheet.arabic,
            end=True,
        )
    return sheet.done("plan", "plan")


GOOD_PAPER: tuple[Callable[[random.Random], Paper], ...] = (
    letter,
    lease,
    certificate,
    pencil,
    photocopy,
    receipt,
    plan,
    lambda chance: letter(chance, chance.choice(((196, 196, 194), (180, 178, 176))), "grey paper"),
    lambda chance: letter(
        chance, chance.choice(((250, 214, 220), (206, 224, 246), (250, 240, 180), (206, 184, 150))), "coloured paper"
    ),
)
