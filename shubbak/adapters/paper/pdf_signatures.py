"""What the signatures in a PDF are worth: who signed, whether all of it is covered, and what was changed afterwards."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shubbak.domain.problem import Problem

LARGEST_BYTES = 30_000_000
_MOST_ANSWER = 100_000
_CODES = (
    "pdf-unreadable",
    "pdf-unsigned",
    "pdf-signature-broken",
    "pdf-signature-changed",
    "pdf-signature-revoked",
    "pdf-signature-untrusted",
)


@dataclass(frozen=True, slots=True)
class PdfSignature:
    """One official's. place: the field it stands in. signer: as the certificate names it. claimed_at: the signer's own
    clock, None where it says nothing. problems: none where the file is as it was signed by somebody who is trusted.
    """

    place: str
    signer: str = field(repr=False)
    claimed_at: datetime | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PdfVerdict:
    """problems: of the file itself, pdf-too-large, pdf-unreadable or pdf-unsigned. signatures: in their order."""

    signatures: tuple[PdfSignature, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether it is signed and nothing is wrong with any signature."""
        return bool(self.signatures) and not any((self.problems, *(each.problems for each in self.signatures)))


def signature_worker_command() -> list[str]:
    """Return what starts a signature process; a frozen program starts itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "signature-worker"]
    return [sys.executable, "-m", "shubbak.adapters.paper.signature_worker"]


def check_pdf_signatures(
    untrusted_pdf: bytes,
    roots: Sequence[bytes],
    at: datetime,
    deadline_s: float = 20.0,
    command: Sequence[str] | None = None,
) -> PdfVerdict:
    """Judge a PDF; blocking, in a process of its own that is killed when it is late.

    roots: certificates (DER) of those who certify officials. at: aware; certificates must hold then. Nothing is asked
    from the network: whether a certificate was revoked is known where the file carries the answer.
    """
    if len(untrusted_pdf) > LARGEST_BYTES:
        return _refused("pdf-too-large")
    head = {"roots": [base64.b64encode(root).decode() for root in roots], "at": at.isoformat()}
    asked = json.dumps(head).encode() + b"\n" + untrusted_pdf
    try:
        worker = subprocess.run(
            command or signature_worker_command(), input=asked, capture_output=True, timeout=deadline_s, check=True
        )
        return _read(worker.stdout)
    except (subprocess.SubprocessError, OSError, ValueError, TypeError, LookupError):
        return _refused("pdf-unreadable")


def _read(answer: bytes) -> PdfVerdict:
    said = json.loads(answer) if len(answer) <= _MOST_ANSWER else {}
    if "problem" in said:
        return _refused(said["problem"])
    return PdfVerdict(tuple(_signature(each) for each in said["signatures"]))


def _signature(said: dict[str, object]) -> PdfSignature:
    problems = said["problems"]
    if not isinstance(problems, list):
        raise ValueError("problems")
    when = datetime.fromisoformat(str(said["at"])) if said["at"] else None
    return PdfSignature(str(said["field"]), str(said["signer"]), when, tuple(_known(code) for code in problems))


def _refused(code: str) -> PdfVerdict:
    return PdfVerdict(problems=(_known(code),))


def _known(code: str) -> Problem:
    return Problem(code if code in (*_CODES, "pdf-too-large") else "pdf-unreadable")
