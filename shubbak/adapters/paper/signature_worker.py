"""The signature process: judges the signatures in one untrusted PDF, and ends.

It bounds its own memory and time, writes no file and asks no network. In: a line of JSON (`roots`, certificates in
base64; `at`, a time), then the PDF. Out: one JSON value, see `judged`.
"""

from __future__ import annotations

import base64
import io
import json
import logging
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyhanko.sign.validation import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

CPU_SECONDS = 15
_MEMORY = 1 << 30
_MOST_SIGNATURES = 16
Judgement = dict[str, Any]


def main() -> int:
    """Read from standard input until it ends, answer on standard output."""
    logging.disable()  # a library's words would hold the file's
    head, _, pdf = sys.stdin.buffer.read().partition(b"\n")
    wanted = json.loads(head)
    _bound_itself()
    try:
        said = judged(pdf, [base64.b64decode(root) for root in wanted["roots"]], datetime.fromisoformat(wanted["at"]))
    except Exception:  # noqa: BLE001 - whatever a parser says of a hostile file, it is unreadable
        said = {"problem": "pdf-unreadable"}
    print(json.dumps(said))
    return 0


def judged(untrusted_pdf: bytes, roots: list[bytes], at: datetime) -> Judgement:
    """Return `problem`, or `signatures`: of each its field, its signer's name, its claimed time and its problems."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(untrusted_pdf), strict=True)
    found = reader.embedded_regular_signatures
    if not found:
        return {"problem": "pdf-unsigned"}
    if len(found) > _MOST_SIGNATURES:
        return {"problem": "pdf-unreadable"}
    judgements = [(signature, _status(signature, roots, at)) for signature in found]
    to_its_end = any(status.intact and status.valid and _whole(status) for _, status in judgements)
    return {"signatures": [_one(signature, status, to_its_end) for signature, status in judgements]}


def _status(signature: EmbeddedPdfSignature, roots: list[bytes], at: datetime) -> PdfSignatureStatus:
    from asn1crypto import x509  # type: ignore[import-untyped]
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    trusted = [x509.Certificate.load(root) for root in roots]
    return validate_pdf_signature(signature, ValidationContext(trust_roots=trusted, allow_fetching=False, moment=at))


def _one(signature: EmbeddedPdfSignature, status: PdfSignatureStatus, to_its_end: bool) -> Judgement:
    when = signature.self_reported_timestamp
    stands = _whole(status) or _is_only_added_to(signature, status, to_its_end)
    return {
        "field": signature.field_name,
        "signer": str(signature.signer_cert.subject.native.get("common_name", "")),
        "at": when.isoformat() if when else "",
        "problems": _problems(status, stands),
    }


def _problems(status: PdfSignatureStatus, stands: bool) -> list[str]:
    if not (status.intact and status.valid):
        return ["pdf-signature-broken"]
    problems = []
    if status.docmdp_ok is False or not stands:
        problems.append("pdf-signature-changed")
    if status.revoked:
        problems.append("pdf-signature-revoked")
    elif not status.trusted:
        problems.append("pdf-signature-untrusted")
    return problems


def _whole(status: PdfSignatureStatus) -> bool:
    """Whether a signature covers the file to its last byte."""
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    return bool(status.coverage == SignatureCoverageLevel.ENTIRE_FILE)


def _is_only_added_to(signature: EmbeddedPdfSignature, status: PdfSignatureStatus, to_its_end: bool) -> bool:
    """Whether nothing came behind it but further signatures in the places made for them, and what nobody sees.

    Anybody can append a new field whose look paints the page over, or fill one: both count as filling a form for
    pyHanko. to_its_end: whether a later signature answers for the file's last byte.
    """
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    level = status.modification_level
    if status.coverage != SignatureCoverageLevel.ENTIRE_REVISION or level is None or _has_new_looks(signature):
        return False
    return bool(level <= ModificationLevel.LTA_UPDATES or (to_its_end and level <= ModificationLevel.FORM_FILLING))


def _has_new_looks(signature: EmbeddedPdfSignature) -> bool:
    """Whether the form has a field now that it had not when this was signed, and that has room on a page."""
    before = _form_fields(signature.reader.get_historical_root(signature.signed_revision))
    now = _form_fields(signature.reader.root)
    return any(_has_room(field) for place, field in now.items() if place not in before)


def _form_fields(root: Any) -> dict[str, Any]:
    """Return the form's fields by what names their objects; a signature stands in one, so there is a form."""
    fields = root["/AcroForm"]["/Fields"]
    return {repr(fields.raw_get(place)): fields[place] for place in range(len(fields))}


def _has_room(field: Any) -> bool:
    """Whether anything of a field may be seen; one made of others is not looked into."""
    if "/Kids" in field or "/Rect" not in field:
        return True
    left, bottom, right, top = (float(field["/Rect"][edge]) for edge in range(4))
    return left != right and bottom != top


def _bound_itself() -> None:
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    sys.exit(main())
