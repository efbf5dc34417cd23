"""`shubbak verify TEXT_OR_IMAGE --keys FILE`: what the code on a paper proves, and what not, in both languages."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from shubbak.adapters.system.qr_image import MAX_BYTES, QrImageError, read_qr
from shubbak.cli.verify_lists import UnusableInputError, read_bounded, read_lists
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, isolate, isolate_name
from shubbak.domain.wording import Wording
from shubbak.resources import load_wording
from shubbak.services.paper_proof import PaperLists, PaperProof, Standing, prove_paper
from shubbak.wire.output_code import ProvenOutput, is_output_code
from shubbak.wire.receipt_code import ProvenReceipt, read_code

PROVEN, NOT_PROVEN, UNUSABLE, COUNTS_NO_MORE = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class _Report:
    """One answer: the exit status, its sentences in each language, and the facts for programs."""

    status: int
    sentences: dict[Language, list[str]]
    facts: dict[str, object] = field(default_factory=dict)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `verify` to the command line."""
    parser = subparsers.add_parser("verify", help="say what the code of a receipt, licence or plan proves")
    parser.add_argument("untrusted", metavar="TEXT_OR_IMAGE", help="the code's address or digits, or a picture of it")
    parser.add_argument("--keys", required=True, type=Path, metavar="FILE", help="GET /key-set, or plain receipt keys")
    parser.add_argument("--void", type=Path, metavar="FILE", help="GET /void-list: which receipts are void")
    parser.add_argument("--root", default="", help="the root that signed lists stand under (shubbak portal code-root)")
    parser.add_argument("--json", action="store_true", help="answer as one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the verdict; return 0 where it is proven, 1 where it is not, 2 where the input cannot be used, and 3 where
    it is proven and counts no more: a void receipt, or a licence whose time is over.
    """
    wording = load_wording()
    try:
        lists = read_lists(arguments.keys, arguments.void, arguments.root)
        found = _prove(_code_text(arguments.untrusted), lists)
        report = _proven(found, wording) if isinstance(found, PaperProof) else _refused(found, wording)
    except (UnusableInputError, QrImageError) as error:
        report = _answer(UNUSABLE, "receipt.verify.unusable", Problem(error.code), wording)
    if arguments.json:
        sentences = {language.value: " ".join(report.sentences[language]) for language in Language}
        print(
            json.dumps(
                {"proven": report.status in (PROVEN, COUNTS_NO_MORE), **report.facts, "says": sentences},
                ensure_ascii=False,
            )
        )
    else:
        print("\n\n".join("\n".join(report.sentences[language]) for language in Language))
    return report.status


def _code_text(untrusted: str) -> str:
    """Return the code itself, from a picture where the argument is one."""
    if "#" in untrusted or untrusted.strip().isdigit():
        return untrusted
    image = read_bounded(Path(untrusted), MAX_BYTES, "receipt-file-unreadable")
    texts = read_qr(image)
    return next((text for text in texts if _is_ours(text)), texts[0])


def _is_ours(untrusted: str) -> bool:
    try:
        read_code(untrusted)
    except ValueError:
        return is_output_code(untrusted)
    return True


_OUTPUT_STANDS = {
    Standing.ENDED: "ended",
    Standing.VOID: "output_void",
    Standing.NOT_VOID: "output_not_void",
}


def _prove(untrusted: str, lists: PaperLists) -> PaperProof | Problem:
    try:
        return prove_paper(untrusted, lists, datetime.now(UTC))
    except ValueError as error:  # a key in the file is not a key
        raise UnusableInputError("receipt-keys-unreadable") from error


def _proven(found: PaperProof, wording: Wording) -> _Report:
    sentences = {language: _sentences(found, wording, language) for language in Language}
    over = found.standing in (Standing.VOID, Standing.ENDED)
    facts: dict[str, object] = {"standing": found.standing.value}
    facts["listed_at"] = found.listed_at.isoformat() if found.listed_at else ""
    said = _output_facts(found.proven) if isinstance(found.proven, ProvenOutput) else _receipt_facts(found.proven)
    return _Report(COUNTS_NO_MORE if over else PROVEN, sentences, facts | said)


def _sentences(found: PaperProof, wording: Wording, language: Language) -> list[str]:
    municipality = isolate_name(found.proven.municipality.say(language))
    listed = _time(found.listed_at) if found.listed_at else ""
    if isinstance(found.proven, ProvenOutput):
        facts = found.proven.facts
        proves = wording.say(
            "receipt.verify.output",
            language,
            municipality=municipality,
            kind=wording.say(f"receipt.verify.kind.{facts.kind.value}", language),
            number=isolate(facts.number),
            subject=isolate_name(facts.subject),
            issued=_time(facts.issued_at),
            digest=isolate(facts.data_digest.hex()),
        )
        stands = [] if found.standing is Standing.UNLISTED else [_OUTPUT_STANDS[found.standing]]
        told = [wording.say(f"receipt.verify.{key}", language, date=listed) for key in stands]
        return [wording.say("receipt.verify.genuine_output", language), proves, *told]
    receipt = found.proven.receipt
    proves = wording.say(
        "receipt.verify.proves",
        language,
        municipality=municipality,
        number=isolate(str(receipt.number)),
        station=isolate(found.proven.station),
        issued=_time(receipt.issued_at),
        service=isolate(receipt.service_id),
        amount=receipt.total.show(language),
    )
    standing = wording.say(f"receipt.verify.{found.standing.value}", language, date=listed)
    return [
        wording.say("receipt.verify.genuine", language),
        proves,
        standing,
        wording.say("receipt.verify.proves_not", language),
    ]


def _time(at: datetime) -> str:
    return isolate(f"{at:%Y-%m-%d %H:%M} UTC")


def _receipt_facts(proven: ProvenReceipt) -> dict[str, object]:
    receipt = proven.receipt
    return {
        "kind": "receipt",
        "number": str(receipt.number),
        "station": proven.station,
        "municipality": {"ar": proven.municipality.ar, "en": proven.municipality.en},
        "service": receipt.service_id,
        "application": receipt.application_id,
        "total_minor": receipt.total.amount_minor,
        "currency": receipt.total.currency,
        "issued_at": receipt.issued_at.isoformat(),
    }


def _output_facts(proven: ProvenOutput) -> dict[str, object]:
    facts = proven.facts
    return {
        "kind": facts.kind.value,
        "number": facts.number,
        "station": proven.station,
        "municipality": {"ar": proven.municipality.ar, "en": proven.municipality.en},
        "service": facts.service_id,
        "subject": facts.subject,
        "issued_at": facts.issued_at.isoformat(),
        "valid_to": facts.valid_to.isoformat() if facts.valid_to else "",
        "data_sha256": facts.data_digest.hex(),
    }


def _refused(problem: Problem, wording: Wording) -> _Report:
    return _answer(NOT_PROVEN, "receipt.verify.refused", problem, wording)


def _answer(status: int, opening: str, problem: Problem, wording: Wording) -> _Report:
    sentences = {
        language: [wording.say(opening, language), wording.explain(problem, language)] for language in Language
    }
    return _Report(status, sentences, {"problem": problem.code})
