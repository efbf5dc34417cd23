"""Documents are held against their form: what they are, how many pages they have, and nobody is turned away for it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import cv2
import msgspec
import numpy as np
import pikepdf
import pytest
from fakes.portal_office import PortalOffice
from fakes.stall_visits import SAMPLES, as_sent, hand_in
from hypothesis import given
from hypothesis import strategies as st
from test_application_checks import STALL_FILE, found, published, send

from portal.cases.count_pages import MOST_PAGES, count_pages
from shubbak.adapters.scan.binding.pdf_binder import PdfBinder
from shubbak.domain.page import Page

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
PICTURE = cv2.imencode(".jpg", np.full((40, 60, 3), 240, np.uint8))[1].tobytes()


@cache
def pdf(pages: int) -> bytes:
    """Return what a station binds of so many pages."""
    one = Page(PICTURE, 60, 40, looks="photo")
    return PdfBinder().bind([one] * pages)


def packed(pages: int) -> bytes:
    """Return a PDF as other programs write it, with its objects folded away."""
    with pikepdf.open(io.BytesIO(pdf(pages))) as whole:
        kept = io.BytesIO()
        whole.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return kept.getvalue()


@pytest.mark.parametrize("pages", [1, 2, 40, MOST_PAGES])
def test_the_pages_of_what_stations_bind_are_counted(pages: int) -> None:
    assert count_pages(PDF, pdf(pages)) == pages


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        (PDF, PICTURE),
        (JPEG, pdf(1)),
        ("text/html", b"<html>"),
        (PDF, pdf(2)[:-200]),
        (PDF, packed(2)),
        (PDF, pdf(MOST_PAGES).replace(b"/Count 200", b"/Count 201").replace(b"/Kids [ 6 ", b"/Kids [ 6 0 R 6 ")),
        (PDF, pdf(2).replace(b"/Type /Page ", b"/Type /Pagf ")),
        (PDF, pdf(2).replace(b"/Kids [ 6 0 R 7 0 R ]", b"/Kids [ 4 0 R 4 0 R ]")),
        (PDF, b"%PDF-1.7\nxref\n0 99999\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"),
    ],
)
def test_what_no_station_writes_is_not_counted(media_type: str, body: bytes) -> None:
    assert count_pages(media_type, body) == 0


@given(st.lists(st.tuples(st.integers(0, len(pdf(2)) - 1), st.binary(max_size=9)), max_size=6))
def test_no_damage_makes_counting_fail(damage: list[tuple[int, bytes]]) -> None:
    body = bytearray(pdf(2))
    for place, piece in damage:
        body[place : place + len(piece)] = piece
    assert 0 <= count_pages(PDF, bytes(body)) <= MOST_PAGES


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    """A portal whose stalls want a plan of two or three pages."""
    opened = PortalOffice(tmp_path)
    text = (SAMPLES / "stall.yaml").read_text(encoding="utf-8")
    opened.services.joinpath(STALL_FILE).write_text(
        text.replace("  - id: plan\n", "  - id: plan\n    pages: {least: 2, most: 3}\n", 1), encoding="utf-8"
    )
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("media_type", "body", "pages", "expected"),
    [
        (PDF, pdf(2), 2, []),
        (PDF, pdf(1), 1, ["document-pages-few"]),
        (PDF, pdf(4), 4, ["document-pages-many"]),
        (PDF, pdf(3), 2, ["document-pages-differ"]),
        (PDF, pdf(1), 2, ["document-pages-differ", "document-pages-few"]),
        (JPEG, PICTURE, 1, ["document-pages-few"]),
        ("application/zip", b"PK\x03\x04", 2, ["document-unreadable"]),
        (PDF, b"%PDF-1.7 nothing more", 2, ["document-unreadable"]),
    ],
)
def test_a_wrong_document_is_a_finding_and_its_application_is_kept(
    office: PortalOffice, media_type: str, body: bytes, pages: int, expected: list[str]
) -> None:
    honest = as_sent(hand_in(published(office)))
    document = msgspec.structs.replace(honest.attachments[0], media_type=media_type, body=body, pages=pages)
    accepted = send(office, office.enrolled(), msgspec.structs.replace(honest, attachments=[document]))
    assert found(office, accepted) == [(code, "plan") for code in expected]
    assert [line.documents for line in office.applications()] == [1]
