"""Cards, passports' pages and visas as they leave the press: face, portrait, words, security print and the zone."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.mrz.printing import BOX, COARSE, Look, look, rows_of_ink
from benchmarks.mrz.texture import Field, Image, clouds, speckled, tint, wavy_lines
from benchmarks.mrz.zones import Zone

# Width and height in millimetres (ICAO Doc 9303).
MILLIMETRES = {
    "TD1": (85.6, 54.0),
    "TD2": (105.0, 74.0),
    "TD3": (125.0, 88.0),
    "MRVA": (120.0, 80.0),
    "MRVB": (105.0, 74.0),
}
_WORDS = (
    "SURNAME GIVEN NAMES DATE OF BIRTH EXPIRY SEX NATIONALITY AUTHORITY PLACE ISSUED HEIGHT 1,78 "
    "SIGNATURE REPUBLIC KINGDOM RESIDENCE PERMIT ADDRESS BLOOD EMPLOYER SPONSOR No "
    "ENTRIES MULT VALID UNTIL DURATION 90 TYPE "
    "CODE REMARKS 04.11.1987 "
    "30/09/2031 CIVIL No. CARD MEMBER STATE MINISTRY OF INTERIOR POLICE DIRECTORATE 274 551 908"
)
WORDS = tuple(_WORDS.split())


@dataclass
class Card:
    """A face in blue, green, red at COARSE; where its zone's characters lie there; its border's rounding."""

    image: Image
    places: NDArray[np.float32]
    rounding: float
    look: Look


def _paper(rng: np.random.Generator, height: int, width: int) -> Image:
    """The ground: two tints running into each other, paper's grain or plastic's smoothness."""
    first, second = tint(rng, 165, 250, 0.5), tint(rng, 165, 250, 0.5)
    turn, rows, columns = rng.uniform(0, 6.3), height // 4 + 1, width // 4 + 1
    y, x = np.linspace(0, 3, rows, dtype=np.float32)[:, None], np.linspace(0, 3, columns, dtype=np.float32)[None]
    share = 0.5 + 0.5 * np.sin(np.cos(turn) * x + np.sin(turn) * y + turn)
    lumps = clouds(rng, rows, columns, 24, 3) * rng.uniform(0, 3.5)
    ground = second + (first - second) * share[:, :, None] + lumps[:, :, None]
    smooth = cv2.resize(np.clip(ground, 0, 255).astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR)
    return speckled(rng, smooth, rng.uniform(0, 3))


def _portrait(rng: np.random.Generator, image: Image, left: int, top: int, width: int, height: int) -> None:
    """A head and shoulders: shades only, enough to be a picture among letters."""
    skin, coat, hair = rng.uniform(60, 225), tint(rng, 15, 230, 0.5), rng.uniform(10, 110)
    part = np.full((height, width, 3), tint(rng, 150, 245, 0.2), np.uint8)
    middle = (width // 2 + int(rng.normal(0, width * 0.03)), int(height * 0.45))
    cv2.ellipse(part, (middle[0], height), (int(width * 0.5), int(height * 0.32)), 0, 180, 360, coat.tolist(), -1)
    cv2.ellipse(
        part, (middle[0], int(height * 0.4)), (int(width * 0.3), int(height * 0.34)), 0, 0, 360, (hair,) * 3, -1
    )
    cv2.ellipse(part, middle, (int(width * 0.24), int(height * 0.28)), 0, 0, 360, (skin * 0.7, skin * 0.85, skin), -1)
    for side in (-1, 1):
        cv2.circle(part, (middle[0] + side * int(width * 0.09), middle[1] - 6), 5, (30, 30, 30), -1, cv2.LINE_AA)
    shade = cv2.resize(clouds(rng, height // 6 + 2, width // 6 + 2, 12, 3), (width, height)) * 9
    part = np.clip(cv2.GaussianBlur(part, (0, 0), 3) + shade[:, :, None], 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        part[:] = part.mean(2, keepdims=True).astype(np.uint8)
    target = image[top : top + height, left : left + width]
    target[:] = part[: target.shape[0], : target.shape[1]]


def _words(rng: np.random.Generator, image: Image, left: int, top: int, right: int, bottom: int) -> None:
    """Labels in small print, answers in large."""
    faces = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_TRIPLEX)
    face, ink = int(rng.choice(faces)), tint(rng, 10, 90, 0.5).tolist()
    y = top + 16
    while y < bottom:
        for large in (False, True):
            size = rng.uniform(0.75, 1.25) if large else rng.uniform(0.35, 0.5)
            text = " ".join(str(rng.choice(WORDS)) for _ in range(int(rng.integers(1, 4))))
            if y < bottom:
                cv2.putText(
                    image,
                    text[: int((right - left) / (20 * size))],
                    (left, int(y)),
                    face,
                    size,
                    ink,
                    1 + large,
                    cv2.LINE_AA,
                )
            y += 24 * size + rng.uniform(8, 16)


def _extras(rng: np.random.Generator, image: Image, floor: int) -> None:
    """Chip, bars, seal, hologram, signature: each there or not, all above the zone."""
    width = image.shape[1]
    if rng.random() < 0.3:
        x, y = int(rng.integers(20, width - 190)), int(rng.integers(20, max(30, floor - 130)))
        cv2.rectangle(image, (x, y), (x + 140, y + 110), tint(rng, 120, 220, 0.3).tolist(), -1)
        for line in range(x, x + 140, 46):
            cv2.line(image, (line, y), (line, y + 110), (70, 90, 90), 2)
    if rng.random() < 0.3:
        x, y = int(rng.integers(20, width - 420)), int(rng.integers(10, max(20, floor - 90)))
        high = int(rng.integers(40, 85))
        widths = rng.integers(2, 9, 90)
        edges = np.minimum(x + np.cumsum(widths), width - 10)
        for begin, end in zip(edges[::2], edges[1::2], strict=False):
            cv2.rectangle(image, (int(begin), y), (int(end), y + high), (20, 20, 20), -1)
    if rng.random() < 0.5:
        centre = (int(rng.integers(60, width - 60)), int(rng.integers(50, max(60, floor - 50))))
        seal = image.copy()
        cv2.circle(
            seal, centre, int(rng.integers(40, 120)), tint(rng, 60, 230, 1.0).tolist(), int(rng.choice((-1, 3, 9)))
        )
        cv2.addWeighted(seal, 0.35, image, 0.65, 0, image)
    if rng.random() < 0.5:
        run = np.arange(0, 12)[:, None] * np.array([[26.0, 0]]) + rng.normal(0, 22, (12, 2))
        run += (rng.uniform(20, width - 340), rng.uniform(60, max(70, floor - 40)))
        cv2.polylines(
            image, [run.astype(np.int32).reshape(-1, 1, 2)], False, tint(rng, 10, 110, 0.6).tolist(), 3, cv2.LINE_AA
        )


def _lay_ink(image: Image, ink: Field, left: int, top: int, colour: NDArray[np.float32]) -> None:
    part = image[top : top + ink.shape[0], left : left + ink.shape[1]]
    share = cv2.merge([(ink[: part.shape[0], : part.shape[1]] * 255).astype(np.uint8)] * 3)
    inked = cv2.multiply(share, np.broadcast_to(colour.astype(np.uint8), share.shape).copy(), scale=1 / 255)
    part[:] = cv2.add(cv2.multiply(part, 255 - share, scale=1 / 255), inked)


def card(rng: np.random.Generator, zone: Zone, worn: float = 0.3, patterned: float = 0.5, pale: float = 0.35) -> Card:
    """A document with its zone; worn is the most wear, patterned the share with lines under it, pale how pale."""
    millimetres = MILLIMETRES[zone.kind]
    width, height = (round(length * COARSE) for length in millimetres)
    how = look(rng, worn)
    ink, places = rows_of_ink(rng, zone.rows, how)
    spare = width - ink.shape[1]
    left = int(np.clip(spare / 2 + rng.normal(0, 0.8) * COARSE, 2, max(3, spare - 2)))
    floor = np.clip(rng.normal(5, 1), 2.5, 7.5) if zone.kind == "TD1" else np.clip(rng.normal(7, 1.8), 3, 10)
    top = height - int(floor * COARSE) - (ink.shape[0] - BOX[1] // 8)
    page = _paper(rng, height, width)
    for _ in range(int(rng.integers(1, 5))):
        wavy_lines(rng, page, int(rng.integers(5, 26)), tint(rng, 110, 225, 0.7), int(rng.integers(1, 3)))
    band = page[top - 10 :]
    if rng.random() > patterned:
        lightened = np.clip(band.astype(np.float32) * 0.25 + 182, 0, 255) if rng.random() < 0.7 else band * 0.1 + 215
        band[:] = cv2.GaussianBlur(lightened.astype(np.uint8), (0, 0), 2)
    else:  # the pattern goes on through the zone, paler than its ink
        band[:] = np.clip(band.astype(np.float32) * (1 - pale) + 240 * pale, 0, 255).astype(np.uint8)
    _face(rng, page, top)
    _lay_ink(page, ink, left, top, how.ink)
    return Card(page, places + np.array([left, top], np.float32), 3.2 if zone.kind == "TD1" else rng.uniform(0, 3), how)


def _face(rng: np.random.Generator, page: Image, floor: int) -> None:
    """What stands above the zone: a face page with its portrait, or a back with words and bars."""
    width = page.shape[1]
    floor = max(60, floor - 30)
    if rng.random() < 0.72:
        wide = int(width * rng.uniform(0.2, 0.3))
        high = min(int(wide * rng.uniform(1.2, 1.35)), floor - 30)
        left = int(rng.uniform(20, 60)) if rng.random() < 0.8 else width - wide - 40
        _portrait(rng, page, left, int(rng.uniform(15, max(16, floor - high - 10))), wide, high)
        words = (left + wide + 24, width - 20) if left < width / 2 else (24, left - 20)
        _words(rng, page, words[0], int(rng.uniform(10, 60)), words[1], floor)
    else:
        _words(rng, page, 30, int(rng.uniform(10, 60)), int(width * rng.uniform(0.45, 0.9)), floor)
    _extras(rng, page, floor)
