"""A zone as ink: rows of OCR-B in several cuts, and what printers, laser engravers and years of use make of them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from benchmarks.mrz.strokes import drawn
from benchmarks.mrz.texture import Field, clouds, grain, tint

CUTS = Path(os.environ.get("SHUBBAK_PEERS", "var/peers")) / "fonts"
COARSE = 12  # pixels to a millimetre of a card
FINE = 2 * COARSE  # pixels to a millimetre while its ink is made
PITCH = 2.54  # millimetres from character to character
STEP = PITCH * FINE
BOX = (round(STEP * 1.5), round(STEP * 2))
CUT_SHARES = {"ocrb10": 0.3, "ocrb8": 0.12, "ocrb6": 0.08, "ocrb5": 0.05, "round": 0.2, "butt": 0.25}
PRESSES = {"laser": 0.28, "toner": 0.3, "inkjet": 0.22, "ribbon": 0.2}


@dataclass(frozen=True)
class Look:
    """How a zone is printed: lengths in millimetres, weight as the stroke's share of a pitch, worn from 0 to 1."""

    cut: str
    press: str
    weight: float
    pitch: float
    leading: float
    slant: float
    jitter: float
    worn: float
    ink: NDArray[np.float32]
    strength: float


def look(rng: np.random.Generator, worn: float) -> Look:
    """Any look; worn is the most wear that the level allows."""
    press = str(rng.choice(tuple(PRESSES), p=tuple(PRESSES.values())))
    ink = tint(rng, 5, 60, 0.25)
    if press == "laser":  # engraved in polycarbonate: grey to brown, never quite black
        ink = np.array([rng.uniform(40, 80), rng.uniform(45, 80), rng.uniform(50, 95)], np.float32)
    return Look(
        cut=str(rng.choice(tuple(CUT_SHARES), p=tuple(CUT_SHARES.values()))),
        press=press,
        weight=float(rng.uniform(0.105, 0.165)),
        pitch=float(np.clip(rng.normal(1, 0.012), 0.965, 1.035)),
        leading=float(np.clip(rng.normal(6.2, 0.25), 5.6, 6.7) if rng.random() < 0.6 else rng.uniform(4.4, 6.0)),
        slant=float(rng.normal(0, 0.012)),
        jitter=float(rng.uniform(0, 0.05)),
        worn=float(rng.uniform(0, worn)),
        ink=ink,
        strength=float(rng.uniform(0.78, 1.0)),
    )


@cache
def _font(cut: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(CUTS / f"{cut}.otf"), STEP / 0.7229)  # an advance of OCR-B is .7229 of its size


@cache
def _typeset(cut: str, character: str, gain: int) -> NDArray[np.uint8]:
    """A font's character as ink 0..255, its base line at three quarters of the box; gain thickens or thins it."""
    image = Picture.new("L", BOX, 0)
    ImageDraw.Draw(image).text((BOX[0] / 2, BOX[1] * 0.75), character, 255, font=_font(cut), anchor="ms")
    ink = np.asarray(image)
    if not gain:
        return ink
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * abs(gain) + 1,) * 2)
    return cv2.dilate(ink, kernel) if gain > 0 else cv2.erode(ink, kernel)


def _row(rng: np.random.Generator, text: str, how: Look) -> NDArray[np.uint8]:
    """One row, each character at its place up to the jitter of the press."""
    pitch = STEP * how.pitch
    row = np.zeros((BOX[1], int(pitch * (len(text) - 1)) + BOX[0] + 8), np.uint8)
    weight = round(how.weight * 50) / 50  # few weights, so that characters can be kept
    gain = -1 if how.weight < 0.125 else 1 if how.weight > 0.15 else 0
    for at, character in enumerate(text):
        if how.cut in ("round", "butt"):
            glyph = drawn(character, how.cut, STEP, BOX, weight)
        else:
            glyph = _typeset(how.cut, character, gain)
        aside, down = (round(float(shift) * FINE) for shift in rng.normal(0, how.jitter, 2))
        left = max(0, round(pitch * at) + aside)
        part = row[max(down, 0) : BOX[1] + min(down, 0), left : left + BOX[0]]
        np.maximum(part, glyph[max(-down, 0) : BOX[1] - max(down, 0), : part.shape[1]], out=part)
    return row


def rows_of_ink(rng: np.random.Generator, rows: tuple[str, ...], how: Look) -> tuple[Field, Field]:
    """The zone as ink 0..1 at COARSE, and the centres of its characters there: rows by columns by (x, y)."""
    lines = [_row(rng, text, how) for text in rows]
    leading = round(how.leading * FINE)
    zone = np.zeros((leading * (len(rows) - 1) + BOX[1], lines[0].shape[1]), np.uint8)
    for at, line in enumerate(lines):
        part = zone[at * leading : at * leading + BOX[1]]
        np.maximum(part, line, out=part)
    ink = cv2.resize(zone, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    across = (np.arange(len(rows[0])) * STEP * how.pitch + BOX[0] / 2) / 2
    down = (np.arange(len(rows)) * leading + BOX[1] * 0.75 - STEP * 0.47) / 2
    places = np.stack(np.meshgrid(across, down), 2).astype(np.float32)
    return _printed(rng, ink, how), places


def _printed(rng: np.random.Generator, ink: Field, how: Look) -> Field:
    """What the press makes of clean ink, and what use leaves of it."""
    height, width = ink.shape
    if how.press == "laser":  # dots of uneven depth, burnt side by side
        dots = cv2.resize(grain(rng, height // 2 + 1, width // 2 + 1), (width, height), interpolation=cv2.INTER_LINEAR)
        ink = np.clip(cv2.GaussianBlur(ink, (0, 0), 1.0) * 1.12, 0, 1) * np.clip(0.86 + 0.16 * dots, 0.35, 1.05)
    elif how.press == "inkjet":  # edges that run into the paper, and drops beside them
        edge = cv2.GaussianBlur(ink, (0, 0), 1.6) + cv2.GaussianBlur(grain(rng, height, width), (0, 0), 1.4) * 0.28
        ink = np.clip((edge - 0.36) * 4.0, 0, 1)
    elif how.press == "ribbon":  # streaks where the head is dirty, at right angles to its way
        ink = cv2.GaussianBlur(ink, (0, 0), 0.7)
        streaks = 1 - 0.55 * (rng.random((1, width)) > 0.985).astype(np.float32)
        ink = ink * cv2.GaussianBlur(streaks, (0, 0), 0.8)
    else:
        speck = (grain(rng, height, width) > 3.3).astype(np.float32)
        ink = np.maximum(cv2.GaussianBlur(ink, (0, 0), 0.8), cv2.GaussianBlur(speck, (0, 0), 0.8) * 0.8)
    if how.worn > 0.05:
        rubbed = clouds(rng, height, width, 34, 3, 0.7)
        ink = ink * np.clip(1.0 - how.worn * np.clip(rubbed - 0.25, 0, 1.3), 0.42, 1)
        _scratch(rng, ink, round(how.worn * 9))
    fade = np.linspace(*(1 - rng.uniform(0, 0.22, 2)), width, dtype=np.float32)[None]
    return np.clip(ink * fade * how.strength, 0, 1)


def _scratch(rng: np.random.Generator, ink: Field, count: int) -> None:
    height, width = ink.shape
    for _ in range(count):
        start = rng.uniform(0, 1, 2) * (width, height)
        end = start + rng.normal(0, 1, 2) * (width * 0.2, height * 0.6)
        shade = np.zeros_like(ink, np.uint8)
        cv2.line(shade, tuple(start.astype(int).tolist()), tuple(end.astype(int).tolist()), 1, 2)
        ink[shade > 0] *= 0.55
