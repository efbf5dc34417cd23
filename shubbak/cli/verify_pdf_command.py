"""`shubbak verify-pdf FILE --trust CERTIFICATE`: what the signatures in a PDF are worth, in both languages."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from shubbak.adapters.paper.pdf_signatures import LARGEST_BYTES, PdfSignature, PdfVerdict, check_pdf_signatures
from shubbak.cli.verify_lists import UnusableInputError, read_bounded
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, isolate, isolate_name
from shubbak.domain.wording import Wording
from shubbak.resources import load_wording

SOUND, NOT_SOUND, UNUSABLE = 0, 1, 2
_LARGEST_CERTIFICATES = 1_000_000


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `verify-pdf` to the command line."""
    parser = subparsers.add_parser("verify-pdf", help="say what the signatures in a licence or certificate are worth")
    parser.add_argument("file", type=Path, metavar="FILE", help="a PDF")
    parser.add_argument(
        "--trust", required=True, type=Path, metavar="FILE", help="certificates (PEM) of those who certify officials"
    )
    parser.add_argument("--json", action="store_true", help="answer as one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the verdict; return 0 where every signature is sound, 1 where one is not or there is none, 2 where a file
    cannot be used.
    """
    wording = load_wording()
    try:
        roots = _roots(read_bounded(arguments.trust, _LARGEST_CERTIFICATES, "pdf-trust-unreadable"))
        pdf = read_bounded(arguments.file, LARGEST_BYTES, "pdf-unreadable")
    except UnusableInputError as error:
        verdict, status = PdfVerdict(problems=(Problem(error.code),)), UNUSABLE
    else:
        verdict = check_pdf_signatures(pdf, roots, datetime.now(UTC))
        status = SOUND if verdict.sound else NOT_SOUND
    said = {language: _sentences(verdict, wording, language) for language in Language}
    if arguments.json:
        print(json.dumps(_facts(verdict, said), ensure_ascii=False))
    else:
        print("\n\n".join("\n".join(said[language]) for language in Language))
    return status


def _roots(untrusted_pem: bytes) -> list[bytes]:
    try:
        return [one.public_bytes(Encoding.DER) for one in x509.load_pem_x509_certificates(untrusted_pem)]
    except ValueError as error:
        raise UnusableInputError("pdf-trust-unreadable") from error


def _sentences(verdict: PdfVerdict, wording: Wording, language: Language) -> list[str]:
    whole = [wording.explain(problem, language) for problem in verdict.problems]
    return whole + [_sentence(each, wording, language) for each in verdict.signatures]


def _sentence(signature: PdfSignature, wording: Wording, language: Language) -> str:
    at = signature.claimed_at
    words = wording.say(
        "output.verify.signed",
        language,
        signer=isolate_name(signature.signer),
        at=isolate(f"{at:%Y-%m-%d %H:%M} UTC") if at else "—",
    )
    found = [wording.explain(problem, language) for problem in signature.problems]
    return " ".join([words, *(found or [wording.say("output.verify.sound", language)])])


def _facts(verdict: PdfVerdict, said: dict[Language, list[str]]) -> dict[str, object]:
    return {
        "sound": verdict.sound,
        "problems": [problem.code for problem in verdict.problems],
        "signatures": [
            {
                "place": each.place,
                "signer": each.signer,
                "claimed_at": each.claimed_at.isoformat() if each.claimed_at else "",
                "problems": [problem.code for problem in each.problems],
            }
            for each in verdict.signatures
        ],
        "says": {language.value: " ".join(said[language]) for language in Language},
    }
