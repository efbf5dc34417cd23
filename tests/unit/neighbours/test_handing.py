"""A draft goes from counter to counter: marked before it is given, and taken back on its taker's word alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.drafts import a_draft
from fakes.office_lan import LanStation, Wire, certify
from fakes.portal import FakePortal
from fakes.station_key import connect

from shubbak.ports.handing import Handing
from shubbak.ports.neighbour import NeighbourError
from shubbak.ports.store import StoreError
from shubbak.services.counter_key import counter_key, key_text
from shubbak.services.drafts import DraftRefusedError, put_aside, take_up
from shubbak.services.own_certificate import OWN_CERTIFICATE
from shubbak.services.submission import submit_application
from shubbak.wire.handing import HandingAnswer, HandingCall, HandingVerb, sign_handing_answer, sign_handing_call
from shubbak.wire.neighbour import NEIGHBOUR_VERSION, NeighbourWordError, read_hello, read_word
from shubbak.wire.station import SignedCertificate

NAME = "0190a5d2-0000-7000-8000-00000000000a"


class Office:
    """K07 put one application aside; K08 and K10 stand beside it, K09 in another office."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.portal, self.clock = folder, FakePortal(), FakeClock()
        self.near, self.taker, self.third = (
            LanStation(folder, self.portal, code, self.clock) for code in ("K07", "K08", "K10")
        )
        self.far = LanStation(folder, self.portal, "K09", self.clock, office="Jahra")
        put_aside(a_draft(NAME, "kept", self.clock), self.clock, self.near.store)
        self.near.store.close_draft()

    def close(self) -> None:
        for station in (self.near, self.taker, self.third, self.far):
            station.store.close()

    def ask(self, who: LanStation, verb: HandingVerb, handing: str = "", **changes: str) -> bytes:
        """Call K07's door as `who`, with its own key and certificate."""
        call = HandingCall(
            version=NEIGHBOUR_VERSION,
            caller=who.identity.station,
            called="K07",
            nonce=read_hello(self.near.door.hello()).nonce,
            my_nonce="aa" * 16,
            verb=verb,
            draft_id=NAME if verb != "list" else "",
            handing=handing,
            sealing_key=key_text(counter_key(who.identity).public()),
        )
        call = msgspec.structs.replace(call, **changes)
        return sign_handing_call(call, who.identity.key, certificate_of(who))

    def state(self, who: LanStation, verb: HandingVerb, handing: str = "") -> str:
        word = read_word(self.near.door.hand(self.ask(who, verb, handing)))
        return msgspec.json.decode(word.word, type=HandingAnswer).state


def certificate_of(station: LanStation) -> SignedCertificate:
    return msgspec.json.decode(station.store.fact(OWN_CERTIFICATE), type=SignedCertificate)


def shelf(station: LanStation) -> list[str]:
    return [line.id for line in station.store.drafts()]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.close()


def test_a_neighbour_sees_what_is_put_aside_and_nobody_on_the_line_reads_a_name(office: Office) -> None:
    (seen,) = office.taker.others(Wire(office.near)).list().drafts
    assert (seen.station, seen.line.id, seen.state) == ("K07", NAME, "free")
    (line,) = office.near.store.drafts()
    assert seen.line == line
    said = office.near.door.hand(office.ask(office.taker, "list")) + office.near.door.hand(
        office.ask(office.taker, "take")
    )
    for word in (line.operator, "kept", "demo"):
        assert word.encode() not in said


def test_one_counter_has_it_and_submits_it_under_the_id_it_was_made_with(office: Office) -> None:
    office.taker.others(Wire(office.near)).take("K07", NAME)
    assert (shelf(office.near), shelf(office.taker)) == ([], [NAME])
    assert office.near.store.handed() == ()
    assert take_up(NAME, office.taker.store).raw == {"word": "kept"}
    submit_application(an_application(NAME), office.clock, office.taker.store, office.taker.identity)
    office.taker.try_portal()
    assert office.portal.stored[NAME].head.station == "K08"
    kinds = [event.kind for event in office.near.store.audit_events()]
    assert kinds == ["draft-kept", "draft-handed", "draft-handed-over"]
    assert [event.kind for event in office.taker.store.audit_events()][:2] == ["draft-received", "draft-taken"]


def test_what_is_on_a_screen_is_not_handed_on(office: Office) -> None:
    take_up(NAME, office.near.store)
    others = office.taker.others(Wire(office.near))
    assert [one.state for one in others.list().drafts] == ["open"]
    with pytest.raises(DraftRefusedError, match="draft-open-there"):
        others.take("K07", NAME)
    office.near.store.close_draft()
    others.take("K07", NAME)
    with pytest.raises(DraftRefusedError, match="draft-gone"):
        take_up(NAME, office.near.store)


def test_two_counters_ask_for_one_draft_and_one_gets_it_even_with_its_answer_lost(office: Office) -> None:
    assert office.state(office.taker, "take") == "given"
    assert shelf(office.near) == []
    assert office.state(office.third, "take") == "gone"
    office.near.restart()
    assert office.state(office.third, "take") == "gone"
    assert office.state(office.taker, "take") == "given"
    (handed,) = office.near.store.handed()
    assert handed.taker == "K08"
    assert [one.state for one in office.taker.others(Wire(office.near)).list().drafts] == ["yours"]
    assert office.third.others(Wire(office.near)).list().drafts == ()


def test_nobody_else_confirms_and_an_invented_handing_ends_nothing(office: Office) -> None:
    assert office.state(office.taker, "take") == "given"
    (handed,) = office.near.store.handed()
    assert office.state(office.third, "confirm", handed.nonce) == "unknown"
    assert office.state(office.taker, "confirm", "0" * 32) == "unknown"
    assert office.near.store.handed() == (handed,)
    assert office.state(office.taker, "confirm", handed.nonce) == "confirmed"
    assert office.state(office.taker, "confirm", handed.nonce) == "confirmed"
    assert office.state(office.taker, "take") == "gone"


def test_another_office_a_replay_and_a_call_for_somebody_else_get_nothing(office: Office) -> None:
    once = office.ask(office.taker, "list")
    office.near.door.hand(once)
    late = office.ask(office.taker, "take")
    office.clock.advance(minutes=2)
    forged = msgspec.msgpack.decode(office.ask(office.third, "take"))
    forged["certificate"] = msgspec.to_builtins(certificate_of(office.taker))
    bad = {
        "neighbour-other-office": office.ask(office.far, "take"),
        "neighbour-self": office.ask(office.near, "take"),
        "neighbour-stale": once,
        "neighbour-signature": msgspec.msgpack.encode(forged),
    }
    for problem, call in bad.items():
        with pytest.raises((NeighbourError, NeighbourWordError), match=problem):
            office.near.door.hand(call)
    with pytest.raises(NeighbourError, match="stale"):
        office.near.door.hand(late)
    for changes in ({"called": "K10"}, {"caller": "K10"}, {"draft_id": "../x"}, {"sealing_key": "AAAA"}):
        with pytest.raises(NeighbourError, match="misaddressed"):
            office.near.door.hand(office.ask(office.taker, "take", **changes))
    assert shelf(office.near) == [NAME]


def test_a_draft_that_never_arrived_comes_back_on_its_takers_word_alone(office: Office) -> None:
    wire = Wire(office.near)
    wire.lose, wire.late = 1, True
    with pytest.raises(NeighbourError):
        office.taker.others(wire).take("K07", NAME)
    with pytest.raises(NeighbourError, match="unreachable"):
        office.near.others(Wire(office.third)).take_back(NAME)
    assert shelf(office.near) == []
    (handed,) = office.near.store.handed()
    assert office.near.others(Wire(office.third), Wire(office.taker)).take_back(NAME)
    assert (shelf(office.near), office.near.store.handed()) == ([NAME], ())
    (line,) = office.near.store.drafts()
    late = Handing("K07", NAME, handed.nonce)
    assert not office.taker.store.receive_draft(late, line, office.near.store.take_draft(NAME) or b"")
    assert shelf(office.taker) == [], "what was disowned never arrives"


def test_a_draft_that_arrived_does_not_come_back_though_its_confirmation_was_lost(office: Office) -> None:
    (line,) = office.near.store.drafts()
    body = office.near.store.take_draft(NAME) or b""
    office.near.store.close_draft()
    assert office.state(office.taker, "take") == "given"
    (handed,) = office.near.store.handed()
    handing = Handing("K07", NAME, handed.nonce)
    assert office.taker.store.receive_draft(handing, line, body)
    assert office.taker.store.unconfirmed() == (handing,)
    assert not office.near.others(Wire(office.taker)).take_back(NAME)
    assert office.near.store.handed() == ()
    assert shelf(office.near) == []
    assert office.taker.others(Wire(office.near)).settle() == 1
    assert office.taker.store.unconfirmed() == ()
    assert office.taker.store.receive_draft(handing, line, body), "again changes nothing"
    assert not office.taker.store.receive_draft(handing, line, b"other")


def test_a_machine_set_up_anew_under_the_takers_name_has_no_say(office: Office) -> None:
    assert office.state(office.taker, "take") == "given"
    old = office.taker.identity
    office.taker.identity = type(old)(
        **{name: getattr(old, name) for name in old.__slots__} | {"key": Ed25519PrivateKey.generate()}
    )
    fresh = certify(office.portal, office.taker.identity, office.clock)
    office.taker.store.keep_fact(OWN_CERTIFICATE, msgspec.json.encode(fresh).decode())
    office.taker.restart()
    assert office.state(office.taker, "take") == "gone"
    with pytest.raises(NeighbourError, match="replaced"):
        office.near.others(Wire(office.taker)).take_back(NAME)
    assert len(office.near.store.handed()) == 1


class Liar:
    """K08 says of every draft that it never had it, in somebody else's words."""

    def __init__(self, office: Office, **changes: str) -> None:
        self.office, self.changes = office, changes

    def hello(self) -> bytes:
        return self.office.taker.door.hello()

    def hand(self, body: bytes) -> bytes:
        call = msgspec.json.decode(read_word(body).word, type=HandingCall)
        answer = HandingAnswer(1, "K07", "K08", call.my_nonce, NAME, "disowned", call.handing)
        answer = msgspec.structs.replace(answer, **self.changes)
        third = self.office.third
        signer = third if self.changes.get("called") == "K10" else self.office.taker
        return sign_handing_answer(answer, signer.identity.key, certificate_of(signer), b"")


@pytest.mark.parametrize("changes", [{"my_nonce": "bb"}, {"called": "K10"}, {"draft_id": NAME[:-1] + "b"}])
def test_a_word_that_is_not_the_takers_answer_to_this_question_brings_nothing_back(
    office: Office, changes: dict[str, str]
) -> None:
    assert office.state(office.taker, "take") == "given"
    with pytest.raises(NeighbourError, match="misaddressed"):
        office.near.others(Liar(office, **changes)).take_back(NAME)
    assert shelf(office.near) == []
    assert office.near.others(Liar(office)).take_back(NAME), "or these refusals prove nothing"


def test_a_neighbour_that_asks_to_be_disowned_all_day_fills_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shubbak.services.handing_door.MOST_DISOWNED", 2)
    for number in range(2):
        assert office.state(office.third, "disown", f"{number:032x}") == "disowned"
    with pytest.raises(NeighbourError, match="refused"):
        office.state(office.third, "disown", f"{9:032x}")
    assert office.state(office.third, "disown", f"{0:032x}") == "disowned"


def test_the_file_itself_keeps_a_handed_draft_from_a_second_life(office: Office) -> None:
    assert office.state(office.taker, "take") == "given"
    with pytest.raises(StoreError, match="draft-handed"):
        submit_application(an_application(NAME), office.clock, office.near.store, office.near.identity)
    with pytest.raises(DraftRefusedError):
        put_aside(a_draft(NAME, "again", office.clock), office.clock, office.near.store)
    office.near.store.close()
    with connect(office.near.path) as connection:
        for statement in (
            f"INSERT INTO packet VALUES ('{NAME}', 1, 'sealed', 'd', 0, 'now', '', '', NULL, NULL, 0, '', 1)",
            f"INSERT INTO draft VALUES ('{NAME}', 's', 1, 'o', 'p', 'now', 1, x'00')",
        ):
            with pytest.raises(Exception, match="another counter has it"):
                connection.execute(statement)
        with pytest.raises(Exception, match="handed to one counter"):
            connection.execute("UPDATE handed SET taker = 'K10'")
    office.near.restart()


def test_what_is_here_already_is_not_received(office: Office) -> None:
    submit_application(an_application(NAME), office.clock, office.taker.store, office.taker.identity)
    with pytest.raises(DraftRefusedError, match="draft-here-already"):
        office.taker.others(Wire(office.near)).take("K07", NAME)
    assert shelf(office.taker) == []
    assert office.near.others(Wire(office.taker)).take_back(NAME)


def test_old_ones_lose_their_content_wherever_they_are(office: Office) -> None:
    assert office.state(office.taker, "take") == "given"
    office.clock.advance(days=20)
    assert office.near.store.drop_drafts_before(office.clock.now()) == 1
    assert office.near.store.handed() == ()
    assert office.state(office.taker, "take") == "gone"
    with pytest.raises(StoreError, match="draft-handed"):
        submit_application(an_application(NAME), office.clock, office.near.store, office.near.identity)


def test_a_draft_goes_there_and_back_again(office: Office) -> None:
    office.taker.others(Wire(office.near)).take("K07", NAME)
    office.near.others(Wire(office.taker)).take("K08", NAME)
    assert (shelf(office.near), shelf(office.taker)) == ([NAME], [])
    office.third.others(Wire(office.near)).take("K07", NAME)
    assert (shelf(office.near), shelf(office.third)) == ([], [NAME])
