"""Cards, passport pages, portraits and site photos, drawn from a seed; nobody in them exists."""

from __future__ import annotations

import math
import random
from datetime import date

import cv2
import numpy as np
from PIL import ImageFont

from gate.papers import ARABIC, OCR_B, PER_MM, Paper, Sheet

_WEIGHTS = (7, 3, 1)


def digit(text: str) -> str:
    """The check digit of Doc 9303."""
    values = [0 if char == "<" else int(char, 36) for char in text]
    return str(sum(value * _WEIGHTS[at % 3] for at, value in enumerate(values)) % 10)


def td1(chance: random.Random, expiry: date) -> tuple[str, str, str]:
    """The three lines of a card that is valid until `expiry`."""
    number = "".join(chance.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(9))
    first = f"IDJOR{number}{digit(number)}".ljust(30, "<")
    birth = f"{chance.randint(60, 99)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    until = expiry.strftime("%y%m%d")
    body = f"{birth}{digit(birth)}{chance.choice('MF')}{until}{digit(until)}JOR".ljust(29, "<")
    second = body + digit(first[5:] + body[:7] + body[8:15] + body[18:])
    names = chance.choice(("SPECIMEN<<SALIM", "NAMUTHAJ<<NOURA<SALEM", "AYNA<<KHALED<ALI")).ljust(30, "<")
    return first, second, names


def td3(chance: random.Random, expiry: date) -> tuple[str, str]:
    """The two lines of a passport."""
    first = "P<JORSPECIMEN<<SALIM<ALI".ljust(44, "<")
    number = f"N{chance.randint(10**7, 10**8 - 1)}"
    birth, until = f"{chance.randint(60, 99)}0412", expiry.strftime("%y%m%d")
    body = f"{number}{digit(number)}JOR{birth}{digit(birth)}M{until}{digit(until)}" + "<" * 14 + "0"
    return first, body + digit(body[:10] + body[13:20] + body[21:43])


def _guilloche(sheet: Sheet, count: int, tint: tuple[int, int, int]) -> None:
    for _ in range(count):
        bend, rise, phase = (
            sheet.chance.uniform(2, 12),
            sheet.height * sheet.chance.random(),
            sheet.chance.uniform(0, 6),
        )
        points = [(x, rise + bend * math.sin(x / 9 + phase)) for x in range(0, round(sheet.width) + 2, 1)]
        sheet.line(*[value for point in points for value in point], ink=tint, mm=0.12)


def face(sheet: Sheet, left: float, top: float, wide: float) -> None:
    """A drawn person: shoulders, neck, head, hair, eyes."""
    high = wide * 1.27
    chance = sheet.chance
    sheet.box(left, top, left + wide, top + high, fill=(chance.randint(170, 225),) * 3, ink=(150, 150, 150))
    skin = chance.choice(((208, 164, 132), (182, 132, 100), (226, 188, 160), (142, 98, 72)))
    cloth = tuple(chance.randint(20, 120) for _ in range(3))
    at = (
        [(left + wide * share) * PER_MM for share in (0.08, 0.92)],
        [(top + high * share) * PER_MM for share in (0.72, 1.28)],
    )
    sheet.draw.pieslice([at[0][0], at[1][0], at[0][1], at[1][1]], 180, 360, fill=cloth)
    ellipses = (
        (0.40, 0.60, 0.60, 0.80, skin), (0.24, 0.10, 0.76, 0.56, (40, 30, 28)), (0.28, 0.18, 0.72, 0.70, skin),
        (0.37, 0.39, 0.45, 0.43, (40, 30, 30)), (0.55, 0.39, 0.63, 0.43, (40, 30, 30)),
        (0.42, 0.57, 0.58, 0.60, (150, 80, 80)),
    )  # fmt: skip
    for x0, y0, x1, y1, colour in ellipses:
        corners = (left + wide * x0, top + high * y0, left + wide * x1, top + high * y1)
        sheet.draw.ellipse([value * PER_MM for value in corners], fill=colour)


def _zone(sheet: Sheet, lines: tuple[str, ...], bottom: float, step: float) -> None:
    font = ImageFont.truetype(str(OCR_B), round(2.54 * PER_MM / 0.72304))
    for at, line in enumerate(lines):
        for place, char in enumerate(line):
            x = (sheet.width - 2.54 * len(line)) / 2 + 2.54 * place
            y = sheet.height - bottom - step * (len(lines) - 1 - at) - 3.2
            sheet.draw.text((x * PER_MM, y * PER_MM), char, font=font, fill=(20, 20, 24))


def _tint(chance: random.Random) -> tuple[int, int, int]:
    return (chance.randint(205, 245), chance.randint(210, 245), chance.randint(205, 245))


def card_front(chance: random.Random) -> Paper:
    sheet = Sheet(chance, (85.6, 53.98), _tint(chance))
    _guilloche(sheet, 16, (190, 205, 205))
    band = (chance.randint(10, 120), chance.randint(60, 120), chance.randint(60, 140))
    sheet.box(0, 0, 85.6, 9, fill=band, ink=band)
    sheet.text(80, 1.2, "بطاقة شخصية", 4.4, (255, 255, 255), sheet.arabic, end=True)
    sheet.text(5, 2, "IDENTITY CARD", 3, (255, 255, 255))
    right = chance.random() < 0.4
    face(sheet, 60 if right else 5, 14, 20)
    edge = 56 if right else 80
    for row in range(5):
        y = 12 + row * 7.4
        sheet.text(edge, y, " ".join(chance.sample(ARABIC, 2)), 3.3, (30, 30, 40), sheet.arabic, end=True)
        sheet.text(edge - 34, y + 0.5, str(chance.randint(10**7, 10**9)), 2.8, (30, 30, 40))
    return sheet.done("card front", "id_card", rounded=True)


def card_back(chance: random.Random, expiry: date = date(2031, 5, 1)) -> Paper:
    sheet = Sheet(chance, (85.6, 53.98), _tint(chance))
    _guilloche(sheet, 14, (190, 205, 205))
    for row in range(3):
        sheet.text(80, 4 + row * 6, " ".join(chance.sample(ARABIC, 3)), 3, (40, 40, 50), sheet.arabic, end=True)
    sheet.box(6, 5, 18, 15, fill=(205, 180, 90))
    _zone(sheet, td1(chance, expiry), 3.6, 4.3)
    return sheet.done("card back", "id_card", rounded=True)


def passport(chance: random.Random, expiry: date = date(2031, 5, 1)) -> Paper:
    sheet = Sheet(chance, (125, 88), _tint(chance))
    _guilloche(sheet, 24, (200, 205, 215))
    face(sheet, 6, 14, 32)
    sheet.text(119, 3, "جواز سفر", 5, (40, 60, 90), sheet.arabic, end=True)
    for row in range(6):
        sheet.text(
            44,
            13 + row * 7.4,
            " ".join(chance.sample(("SPECIMEN", "SALIM", "JORDAN", "AMMAN", "1984", "M"), 2)),
            3,
            (30, 30, 40),
        )
        sheet.text(119, 13 + row * 7.4, " ".join(chance.sample(ARABIC, 2)), 3.2, (30, 30, 40), sheet.arabic, end=True)
    _zone(sheet, td3(chance, expiry), 6, 6.3)
    return sheet.done("passport", "passport")


def portrait(chance: random.Random) -> Paper:
    sheet = Sheet(chance, (40, 50), (chance.randint(200, 250),) * 3)
    face(sheet, 0, 0, 40)
    soft = cv2.GaussianBlur(np.asarray(sheet.image)[:, :, ::-1].copy(), (0, 0), 0.8)
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, 4, soft.shape)
    return Paper("portrait", "portrait", np.clip(soft + noise, 0, 255).astype(np.uint8))


def site(chance: random.Random) -> Paper:
    """A shop's front under a sky: boxes, windows, a sign, a street, all with texture."""
    noise = np.random.default_rng(chance.getrandbits(32))
    high, wide = 1200, 1600
    picture = np.zeros((high, wide, 3), np.float32)
    picture[:600] = np.linspace(235, 190, 600)[:, None, None] * np.array([1.0, 0.9, 0.78])
    picture[600:] = np.array(chance.choice(((110, 120, 130), (140, 150, 160), (80, 84, 90)))) + noise.normal(
        0, 14, (600, wide, 1)
    )
    for _ in range(chance.randint(3, 6)):
        left, top = chance.randint(0, 1300), chance.randint(150, 500)
        right, bottom = left + chance.randint(250, 600), chance.randint(700, 900)
        wall = np.array([chance.randint(90, 210) for _ in range(3)])
        part = picture[top:bottom, left:right]
        part[:] = wall + noise.normal(0, 9, (*part.shape[:2], 1))
        for x in range(left + 30, min(right, wide) - 70, 110):
            for y in range(top + 40, bottom - 120, 130):
                cv2.rectangle(picture, (x, y), (x + 60, y + 80), [chance.randint(20, 120) for _ in range(3)], -1)
    cv2.rectangle(picture, (300, 560), (900, 650), [chance.randint(20, 200) for _ in range(3)], -1)
    picture = cv2.GaussianBlur(picture, (0, 0), 0.8) + noise.normal(0, 3, picture.shape)
    return Paper("site photo", "photo", np.clip(picture, 0, 255).astype(np.uint8))


GOOD_CARDS = (card_front, card_back, passport, portrait, site)
