"""`shubbak verify TEXT_OR_IMAGE --keys FILE`: what a receipt's code proves, and what it does not, in both languages."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from shubbak.adapters.system.qr_image import MAX_BYTES, QrImageError, read_qr
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import Receipt
from shubbak.domain.text import Language, isolate, isolate_name
from shubbak.domain.wording import Wording
from shubbak.resources import load_wording
from shubbak.wire.receipt_code import ProvenReceipt, Verdict, check_code, read_code
from shubbak.wire.station import ReceiptKeys

PROVEN, NOT_PROVEN, UNUSABLE = 0, 1, 2
_MAX_KEYS_BYTES = 10_000_000


class UnusableInputError(Exception):
    """There is nothing to check, or nothing to check it with. `code` is a problem code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class _Report:
    """One answer: the exit status, its sentences in each language, and the facts for programs."""

    status: int
    sentences: dict[Language, list[str]]
    facts: dict[str, object] = field(default_factory=dict)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `verify` to the command line."""
    parser = subparsers.add_parser("verify", help="say what a receipt's code proves")
    parser.add_argument("untrusted", metavar="TEXT_OR_IMAGE", help="the code's address or digits, or a picture of it")
    parser.add_argument("--keys", required=True, type=Path, metavar="FILE", help="the receipt keys, as JSON")
    parser.add_argument("--json", action="store_true", help="answer as one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the verdict; return 0 where it is proven, 1 where it is not, 2 where the input cannot be used."""
    wording = load_wording()
    try:
        keys = _read_keys(arguments.keys)
        verdict = _check(_code_text(arguments.untrusted), keys)
        report = _proven(verdict, wording) if isinstance(verdict, ProvenReceipt) else _refused(verdict, wording)
    except (UnusableInputError, QrImageError) as error:
        report = _answer(UNUSABLE, "receipt.verify.unusable", Problem(error.code), wording)
    if arguments.json:
        sentences = {language.value: " ".join(report.sentences[language]) for language in Language}
        print(json.dumps({"proven": report.status == PROVEN, **report.facts, "says": sentences}, ensure_ascii=False))
    else:
        print("\n\n".join("\n".join(report.sentences[language]) for language in Language))
    return report.status


def _read_keys(path: Path) -> ReceiptKeys:
    try:
        return msgspec.json.decode(_read(path, _MAX_KEYS_BYTES), type=ReceiptKeys)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UnusableInputError("receipt-keys-unreadable") from error


def _read(path: Path, most: int) -> bytes:
    """Read a file, and no more of it than one byte beyond what will be refused."""
    with path.open("rb") as file:
        return file.read(most + 1)


def _code_text(untrusted: str) -> str:
    """Return the code itself, from a picture where the argument is one."""
    if "#" in untrusted or untrusted.strip().isdigit():
        return untrusted
    try:
        image = _read(Path(untrusted), MAX_BYTES)
    except (OSError, ValueError) as error:
        raise UnusableInputError("receipt-file-unreadable") from error
    texts = read_qr(image)
    return next((text for text in texts if _is_receipt_code(text)), texts[0])


def _is_receipt_code(untrusted: str) -> bool:
    try:
        read_code(untrusted)
    except ValueError:
        return False
    return True


def _check(untrusted: str, keys: ReceiptKeys) -> Verdict:
    try:
        return check_code(untrusted, keys)
    except ValueError as error:  # a key in the file is not a key
        raise UnusableInputError("receipt-keys-unreadable") from error


def _proven(proven: ProvenReceipt, wording: Wording) -> _Report:
    receipt = proven.receipt
    sentences = {}
    for language in Language:
        proves = wording.say(
            "receipt.verify.proves",
            language,
            municipality=isolate_name(proven.municipality.say(language)),
            number=isolate(str(receipt.number)),
            station=isolate(proven.station),
            issued=isolate(f"{receipt.issued_at:%Y-%m-%d %H:%M} UTC"),
            service=isolate(receipt.service_id),
            amount=receipt.total.show(language),
        )
        words = [wording.say("receipt.verify.genuine", language), proves]
        sentences[language] = [*words, wording.say("receipt.verify.proves_not", language)]
    return _Report(PROVEN, sentences, _facts(receipt, proven))


def _facts(receipt: Receipt, proven: ProvenReceipt) -> dict[str, object]:
    return {
        "number": str(receipt.number),
        "station": proven.station,
        "municipality": {"ar": proven.municipality.ar, "en": proven.municipality.en},
        "service": receipt.service_id,
        "application": receipt.application_id,
        "total_minor": receipt.total.amount_minor,
        "currency": receipt.total.currency,
        "issued_at": receipt.issued_at.isoformat(),
    }


def _refused(problem: Problem, wording: Wording) -> _Report:
    return _answer(NOT_PROVEN, "receipt.verify.refused", problem, wording)


def _answer(status: int, opening: str, problem: Problem, wording: Wording) -> _Report:
    sentences = {
        language: [wording.say(opening, language), wording.explain(problem, language)] for language in Language
    }
    return _Report(status, sentences, {"problem": problem.code})
