"""What a code on paper proves with the lists at hand, and how far: proven, void, or older than the lists can say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from shubbak.domain.output_number import parse_output_number
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, isolate, isolate_name
from shubbak.domain.wording import Wording
from shubbak.wire.code_keys import CodeKeys
from shubbak.wire.key_set import KeySet
from shubbak.wire.moment import parse_moment
from shubbak.wire.output_code import ProvenOutput, check_output_code, is_output_code
from shubbak.wire.receipt_code import ProvenReceipt, check_code
from shubbak.wire.void_list import Voids

Proven: TypeAlias = ProvenReceipt | ProvenOutput


class Standing(StrEnum):
    """What is known of a proven paper without asking the portal. NOT_VOID: it was not when the list was issued.
    UNLISTED: there is no list, or the paper is newer than it. ENDED: an output whose time is over.
    """

    NOT_VOID = "not_void"
    VOID = "void"
    UNLISTED = "unlisted"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class PaperLists:
    """What a verifier has at hand. keys: a signed set, or the plain list of before. voids: None where there is none."""

    keys: CodeKeys
    voids: Voids | None = None


@dataclass(frozen=True, slots=True)
class PaperProof:
    """A paper that is proven. listed_at: when the void list was issued, None without one."""

    proven: Proven
    standing: Standing
    listed_at: datetime | None


def prove_paper(untrusted_text: str, lists: PaperLists, now: datetime) -> PaperProof | Problem:
    """Say what a code proves; a Problem says why it proves nothing: those of receipt and output codes, and
    receipt-code-keys-too-old or output-code-keys-too-old for a paper from after the key set's time.

    Raises ValueError only where keys of the plain list are malformed.
    """
    output = is_output_code(untrusted_text)
    verdict = check_output_code(untrusted_text, lists.keys) if output else check_code(untrusted_text, lists.keys)
    if isinstance(verdict, Problem):
        return verdict
    issued_at = verdict.facts.issued_at if isinstance(verdict, ProvenOutput) else verdict.receipt.issued_at
    if isinstance(lists.keys, KeySet) and issued_at > parse_moment(lists.keys.expires_at):
        return Problem("output-code-keys-too-old" if output else "receipt-code-keys-too-old")
    if isinstance(verdict, ProvenOutput):
        return _of_output(verdict, lists.voids, now)
    return _of_receipt(verdict, lists.voids)


def _of_output(proven: ProvenOutput, voids: Voids | None, now: datetime) -> PaperProof:
    """Void goes before ended. A station's plan, and what another system numbered, is in no list."""
    try:
        number = parse_output_number(proven.facts.number)
    except ValueError:
        number, voids = None, None
    if voids is not None and number is not None and voids.holds_output(number):
        return PaperProof(proven, Standing.VOID, voids.issued_at)
    ends = proven.facts.valid_to
    if ends is not None and ends < now:
        return PaperProof(proven, Standing.ENDED, None)
    if voids is None or proven.facts.issued_at > voids.issued_at:
        return PaperProof(proven, Standing.UNLISTED, None)
    return PaperProof(proven, Standing.NOT_VOID, voids.issued_at)


def _of_receipt(proven: ProvenReceipt, voids: Voids | None) -> PaperProof:
    if voids is None:
        return PaperProof(proven, Standing.UNLISTED, None)
    if voids.holds(proven.receipt.number):
        return PaperProof(proven, Standing.VOID, voids.issued_at)
    newer = proven.receipt.issued_at > voids.issued_at
    return PaperProof(proven, Standing.UNLISTED if newer else Standing.NOT_VOID, voids.issued_at)


def with_proof(proof: PaperProof | Problem | None, led: str, known: bool, wording: Wording, language: Language) -> str:
    """Return what a scanned paper proved before what it leads to. known: whether it leads anywhere; where it does not,
    a proven paper is not said to be none of ours.
    """
    proved = proof_sentence(proof, wording, language)
    if not proved or (isinstance(proof, PaperProof) and not known):
        return proved or led
    return f"{proved}\n{led}"


def proof_sentence(proof: PaperProof | Problem | None, wording: Wording, language: Language) -> str:
    """Say in a sentence what a scanned paper proved, "" where nothing could be looked at."""
    if proof is None:
        return ""
    if isinstance(proof, Problem):
        return wording.say("find.proof.refused", language, why=wording.explain(proof, language))
    municipality = isolate_name(proof.proven.municipality.say(language))
    listed = isolate(f"{proof.listed_at:%Y-%m-%d}") if proof.listed_at else ""
    kind = proof.standing.value
    if isinstance(proof.proven, ProvenOutput):
        kind = "output" if proof.standing is Standing.UNLISTED else f"output_{proof.standing.value}"
    return wording.say(f"find.proof.{kind}", language, municipality=municipality, date=listed)
