"""A station pins its root once, keeps the newest lists, proves paper without the portal, and never goes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.clock import FakeClock
from fakes.code_authority import ISSUED, NOON, CodeAuthority, public, signed

from shubbak.domain.money import Money
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Language, Text
from shubbak.ports.portal import PortalError
from shubbak.resources import load_wording
from shubbak.services.audit import operator_code
from shubbak.services.code_lists import CODE_LISTS, forget_code_lists, kept_lists, take_code_lists
from shubbak.services.paper_proof import PaperProof, Standing, proof_sentence, with_proof
from shubbak.services.station_identity import StationIdentity
from shubbak.station.paper_verifier import PaperVerifier
from shubbak.wire.key_set import KeySet
from shubbak.wire.output_code import OutputFacts, OutputKind, make_output_code
from shubbak.wire.receipt_code import make_code
from shubbak.wire.sealing_key import SealingPrivateKey
from shubbak.wire.station import ReceiptKey
from shubbak.wire.warranted import CodeRoot, ListError, ListMarks, SignedText, Warranted

PORTAL, STATION = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (3, 4))
KEY = ReceiptKey(7, "K07", public(STATION), "2026-01-01T00:00:00Z", "", "بلدية الواحة", "Al-Waha")
IDENTITY = StationIdentity(
    station="K07",
    key_id=7,
    key=STATION,
    portal_signing=PORTAL.public_key(),
    portal_sealing=SealingPrivateKey.generate().public(),
    portal_sealing_id="1",
    municipality=Text("بلدية الواحة", "Al-Waha"),
    office=Text("مكتب", "office"),
    country="kw",
    verify_url="https://portal.example/v",
    portal_url="https://portal.example",
)


def code(sequence: int = 42, issued_at: datetime = datetime(2026, 11, 22, tzinfo=UTC)) -> str:
    number = ReceiptNumber("K07", 2026, sequence)
    application = "01938e3c-7a5b-7c3d-8e4f-5a6b7c8d9e0f"
    receipt = Receipt(number, application, "kw.health", Money(5_000, "KWD"), issued_at)
    return make_code(receipt, IDENTITY.verify_url, 7, STATION)


Answer = TypeVar("Answer")


class Facts(dict[str, str]):
    """Implements ports.audit.StationFacts."""

    def fact(self, name: str) -> str:
        return self.get(name, "")

    def keep_fact(self, name: str, value: str) -> None:
        self[name] = value


class Store(Facts):
    """Implements services.code_lists.StationRecord as far as it is used."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[tuple[str, str]] = []

    def note(self, kind: str, subject: str = "", detail: str = "") -> None:
        self.events.append((kind, subject))


@dataclass
class Lists:
    """Implements ports.code_lists.CodeListSource over a town's root; `asked` counts what was fetched."""

    town: CodeAuthority = field(default_factory=CodeAuthority)
    versions: tuple[int, int] = (1, 1)
    voided: tuple[ReceiptNumber, ...] = ()
    signer: Ed25519PrivateKey = PORTAL
    asked: list[str] = field(default_factory=list)
    away: bool = False

    def code_root(self) -> SignedText:
        return self._answer("root", lambda: signed(CodeRoot(public(self.town.root), ISSUED), self.signer))

    def list_marks(self) -> ListMarks:
        return self._answer("marks", lambda: ListMarks(self.town.number, *self.versions))

    def key_set(self) -> Warranted:
        return self._answer("keys", lambda: self.town.key_set([KEY], self.versions[0]))

    def void_list(self) -> Warranted:
        return self._answer("voids", lambda: self.town.void_list(*self.voided, version=self.versions[1]))

    def _answer(self, name: str, make: Callable[[], Answer]) -> Answer:
        if self.away:
            raise PortalError("portal-unreachable")
        self.asked.append(name)
        return make()


def take(facts: Facts, lists: Lists, at: datetime = NOON) -> bool:
    return take_code_lists(facts, lists, IDENTITY, at)


def refused(facts: Facts, lists: Lists, at: datetime = NOON) -> str:
    before = dict(facts)
    with pytest.raises(ListError) as error:
        take(facts, lists, at)
    assert {name: value for name, value in facts.items() if name in before} == before
    return str(error.value)


def held(facts: Facts) -> tuple[int, int]:
    lists = kept_lists(facts, IDENTITY)
    assert lists is not None and isinstance(lists.keys, KeySet)
    return lists.keys.key_set, lists.voids.version if lists.voids else 0


def test_the_first_round_pins_the_root_and_takes_both_lists_and_the_next_asks_no_more_than_the_numbers() -> None:
    facts, lists = Facts(), Lists()
    assert take(facts, lists) and held(facts) == (1, 1)
    assert not take(facts, lists)
    assert lists.asked == ["root", "marks", "keys", "voids", "marks"]


def test_only_what_is_newer_is_fetched() -> None:
    facts, lists = Facts(), Lists()
    take(facts, lists)
    lists.asked.clear()
    lists.versions = (1, 2)
    assert take(facts, lists) and held(facts) == (1, 2)
    assert lists.asked == ["marks", "voids"]


def test_a_root_that_the_portals_own_key_did_not_name_is_not_pinned() -> None:
    assert refused(Facts(), Lists(signer=STATION)) == "list-signature"


def test_another_root_is_refused_once_one_is_pinned() -> None:
    facts, lists = Facts(), Lists()
    take(facts, lists)
    lists.town, lists.versions = CodeAuthority(seed=90), (2, 2)
    assert refused(facts, lists) == "list-root"
    assert held(facts) == (1, 1)


def test_an_older_list_is_refused_whatever_the_numbers_say() -> None:
    facts, lists = Facts(), Lists(versions=(5, 5))
    take(facts, lists)
    lists.list_marks = lambda: ListMarks(1, 6, 6)  # type: ignore[method-assign]
    lists.versions = (4, 4)
    assert refused(facts, lists) == "list-older"
    assert held(facts) == (5, 5)


def test_a_newer_key_set_brings_no_older_void_list_back() -> None:
    facts, lists = Facts(), Lists(versions=(1, 5))
    take(facts, lists)
    lists.list_marks = lambda: ListMarks(lists.town.number, 2, 6)  # type: ignore[method-assign]
    lists.versions = (2, 4)
    with pytest.raises(ListError, match="list-older"):
        take(facts, lists)
    assert held(facts) == (1, 5), "both or neither"


def test_a_list_that_has_expired_is_not_taken() -> None:
    assert refused(Facts(), Lists(), NOON + timedelta(days=60)) == "list-expired"


def test_a_moved_root_is_followed_and_what_the_former_one_signs_counts_no_more() -> None:
    facts, lists, thief = Facts(), Lists(), CodeAuthority()
    take(facts, lists)
    lists.town.move(60)
    assert take(facts, lists) and held(facts) == (1, 1)
    thief.number = 9
    lists.town = thief
    assert refused(facts, lists) == "list-root"


def test_after_a_new_warrant_a_portal_that_was_put_back_counts_anew() -> None:
    facts, lists = Facts(), Lists(versions=(50, 50))
    take(facts, lists)
    lists.town.number, lists.versions = 2, (3, 3)
    assert take(facts, lists) and held(facts) == (3, 3)


def test_after_a_new_warrant_a_line_that_is_cut_between_the_lists_leaves_both_old_ones() -> None:
    facts, lists = Facts(), Lists(voided=(ReceiptNumber("K07", 2026, 13),))
    take(facts, lists)
    lists.town.number, lists.versions = 2, (2, 2)
    lists.void_list = lambda: Lists(away=True).void_list()  # type: ignore[method-assign]
    with pytest.raises(PortalError):
        take(facts, lists)
    assert held(facts) == (1, 1)


def test_a_list_that_was_damaged_on_the_disk_counts_for_nothing_and_is_fetched_again() -> None:
    facts = Facts()
    take(facts, Lists())
    facts[CODE_LISTS] = facts[CODE_LISTS].replace("K07\\", "K08\\", 1).replace('"who":"K08', '"who":"K07')
    assert kept_lists(facts, IDENTITY) is None
    assert take(facts, Lists())
    assert held(facts) == (1, 1)


@pytest.mark.parametrize("damage", ["{", '{"who":"K07/7","root":"","warrant":1}'])
def test_a_root_that_cannot_be_read_is_not_pinned_anew_until_somebody_says_so(damage: str) -> None:
    facts, lists, wording = Store(), Lists(), load_wording()
    verifier = PaperVerifier(facts, lists, IDENTITY, FakeClock(NOON))
    verifier.refresh(online=True)
    facts[CODE_LISTS] = damage
    verifier.refresh(online=True)
    assert "technician" in proof_sentence(verifier.prove(code()), wording, Language.EN)
    assert lists.asked.count("root") == 1 and facts[CODE_LISTS] == damage
    forget_code_lists(facts, "Noura")
    verifier.refresh(online=True)
    assert isinstance(verifier.prove(code()), PaperProof)
    assert facts.events == [("code-lists-forgotten", operator_code("Noura"))]


def test_another_enrolment_pins_its_own_root() -> None:
    facts, elsewhere = Facts(), Lists(town=CodeAuthority(seed=90))
    take(facts, Lists())
    other = replace(IDENTITY, key_id=8)
    assert kept_lists(facts, other) is None
    assert take_code_lists(facts, elsewhere, other, NOON)
    assert kept_lists(facts, other) is not None


@pytest.fixture
def verifier() -> PaperVerifier:
    found = PaperVerifier(Facts(), Lists(voided=(ReceiptNumber("K07", 2026, 13),)), IDENTITY, FakeClock(NOON))
    found.refresh(online=True)
    return found


@pytest.mark.parametrize(
    ("text", "standing", "said"),
    [
        (code(), Standing.NOT_VOID, "not void as of \u20662026-12-01\u2069"),
        (code(13), Standing.VOID, "This receipt is void"),
        (code(issued_at=NOON), Standing.UNLISTED, "No recent list here"),
    ],
)
def test_a_receipt_is_proven_as_far_as_the_lists_go(
    verifier: PaperVerifier, text: str, standing: Standing, said: str
) -> None:
    proof = verifier.prove(text)
    assert isinstance(proof, PaperProof) and proof.standing is standing
    assert said in proof_sentence(proof, load_wording(), Language.EN)
    assert "بلدية الواحة" in proof_sentence(proof, load_wording(), Language.AR)


def test_a_plan_is_proven_and_one_that_ended_is_told(verifier: PaperVerifier) -> None:
    issued_at = datetime(2026, 11, 1, tzinfo=UTC)
    plan = OutputFacts(OutputKind.PLAN, "SP-7", "kw.plan", "A/2/145", issued_at, None, bytes(32))
    ended = replace(plan, valid_to=datetime(2026, 11, 30, tzinfo=UTC))
    for facts, standing, words in ((plan, Standing.UNLISTED, "issued it."), (ended, Standing.ENDED, "has ended.")):
        proof = verifier.prove(make_output_code(facts, IDENTITY.verify_url, 7, STATION))
        assert isinstance(proof, PaperProof) and proof.standing is standing
        assert proof_sentence(proof, load_wording(), Language.EN).endswith(words)


def test_a_receipt_from_after_the_key_sets_time_waits_for_a_newer_one(verifier: PaperVerifier) -> None:
    late = verifier.prove(code(issued_at=datetime(2027, 2, 1, tzinfo=UTC)))
    assert late == Problem("receipt-code-keys-too-old")
    assert "Refresh the list" in proof_sentence(late, load_wording(), Language.EN)


def test_while_the_portal_is_away_the_kept_lists_go_on() -> None:
    facts = Facts()
    take(facts, Lists())
    verifier = PaperVerifier(facts, Lists(away=True), IDENTITY, FakeClock(NOON))
    assert verifier.prove(code()) is None
    verifier.refresh(online=False)
    assert isinstance(verifier.prove(code()), PaperProof)
    verifier.refresh(online=True)
    assert isinstance(verifier.prove(code()), PaperProof)


def test_a_refused_list_is_told_and_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    facts, lists = Facts(), Lists()
    take(facts, lists)
    lists.town, lists.versions = CodeAuthority(seed=90), (2, 2)
    verifier = PaperVerifier(facts, lists, IDENTITY, FakeClock(NOON))
    verifier.refresh(online=True)
    assert "list-root" in caplog.text
    assert isinstance(verifier.prove(code()), PaperProof)


def test_without_any_list_nothing_is_said() -> None:
    verifier = PaperVerifier(Facts(), None, IDENTITY, FakeClock(NOON))
    verifier.refresh(online=True)
    assert proof_sentence(verifier.prove(code()), load_wording(), Language.EN) == ""


def test_a_proven_paper_that_leads_nowhere_is_not_said_to_be_none_of_ours(verifier: PaperVerifier) -> None:
    wording, proof = load_wording(), verifier.prove(code())
    assert with_proof(proof, "led", True, wording, Language.EN).endswith(".\nled")
    assert "led" not in with_proof(proof, "led", False, wording, Language.EN)
    assert with_proof(None, "led", False, wording, Language.EN) == "led"
    assert with_proof(Problem("receipt-code-signature"), "led", False, wording, Language.EN).endswith("\nled")
