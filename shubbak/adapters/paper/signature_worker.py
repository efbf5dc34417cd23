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
    return {"signatures": [_one(signature, roots, at) for signature in found]}


def _one(signature: EmbeddedPdfSignature, roots: list[bytes], at: datetime) -> Judgement:
    from asn1crypto import x509  # type: ignore[import-untyped]
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    trusted = [x509.Certificate.load(root) for root in roots]
    context = ValidationContext(trust_roots=trusted, allow_fetching=False, moment=at)
    status = validate_pdf_signature(signature, context)
    when = signature.self_reported_timestamp
    return {
        "field": signature.field_name,
        "signer": str(signature.signer_cert.subject.native.get("common_name", "")),
        "at": when.isoformat() if when else "",
        "problems": _problems(status),
    }


def _problems(status: PdfSignatureStatus) -> list[str]:
    if not (status.intact and status.valid):
        return ["pdf-signature-broken"]
    problems = []
    if status.docmdp_ok is False or not _covers(status):
        problems.append("pdf-signature-changed")
    if status.revoked:
        problems.append("pdf-signature-revoked")
    elif not status.trusted:
        problems.append("pdf-signature-untrusted")
    return problems


def _covers(status: PdfSignatureStatus) -> bool:
    """Whether a signature covers the whole file, or all of it but further signatures in the places made for them."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    level = status.modification_level
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    only_signed = level is not None and level <= ModificationLevel.FORM_FILLING
    return status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and only_signed


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
