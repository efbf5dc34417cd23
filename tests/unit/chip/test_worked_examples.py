"""The sessions that ICAO Doc 9303-11 prints, in appendix D (BAC) and G (PACE), byte by byte."""

from __future__ import annotations

import pytest

from shubbak.adapters.chip import bac, pace
from shubbak.adapters.chip.apdu import Answer, Command, parse_answer
from shubbak.adapters.chip.bac import zone_digest
from shubbak.adapters.chip.ciphers import AesSuite, TripleDesSuite, password_key, session_keys
from shubbak.adapters.chip.conversation import Conversation
from shubbak.adapters.chip.secure_messaging import SecureChannel
from shubbak.adapters.chip.security_infos import pace_offer
from shubbak.ports.chip import ChipError, MrzKey

ERIKSSON = MrzKey("L898902C<", "690806", "940623")
PACE_KEY = MrzKey("T22000129", "640812", "101031")
CARD_ACCESS = bytes.fromhex("31143012060A04007F0007020204020202010202010D")


class Script:
    """A card that expects these commands and knows these answers, and nothing else."""

    def __init__(self, *lines: tuple[str, str]) -> None:
        self.lines = list(lines)

    def transmit(self, command: bytes) -> bytes:
        expected, answer = self.lines.pop(0)
        assert command.hex().upper() == expected
        return bytes.fromhex(answer)


def talk(*lines: tuple[str, str]) -> Conversation:
    return Conversation(Script(*lines), 10)


def test_a_zone_makes_the_printed_keys() -> None:
    assert ERIKSSON.information == "L898902C<369080619406236"
    enc, mac = session_keys(TripleDesSuite(), zone_digest(ERIKSSON)[:16])
    assert (enc.hex().upper(), mac.hex().upper()) == (
        "AB94FDECF2674FDFB9B391F85D7F76F2",
        "7962D9ECE03D1ACD4C76089DCE131543",
    )


def test_a_long_number_runs_on_into_the_key() -> None:
    assert MrzKey("D23145890734", "340712", "950712").information == "D23145890734934071279507122"


BAC_SESSION = [
    ("0084000008", "4608F919887022129000"),
    (
        "008200002872C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A728",
        "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D74499000",
    ),
    ("0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800", "990290008E08FA855A5D4C50A8ED9000"),
    ("0CB000000D9701048E08ED6705417E96BA5500", "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000"),
    (
        "0CB000040D9701128E082EA28A70F3C7B53500",
        "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000",
    ),
]


def test_the_printed_session_of_basic_access_control() -> None:
    conversation = talk(*BAC_SESSION)
    chance = iter((bytes.fromhex("781723860C06C226"), bytes.fromhex("0B795240CB7049B01C19B33E32804F0B")))
    challenge = bac.challenge(conversation)
    assert challenge is not None
    conversation.channel = bac.open_channel(conversation, ERIKSSON, challenge, lambda _: next(chance))
    assert conversation.ask(Command(0xA4, 0x02, 0x0C, bytes.fromhex("011E"))).fine
    assert conversation.ask(Command(0xB0, 0, 0, expected=4)).data.hex() == "60145f01"
    assert conversation.ask(Command(0xB0, 0, 4, expected=18)).data.hex() == "04303130365f36063034303030305c026175"


PACE_SESSION = [
    ("0022C1A40F800A04007F00070202040202830101", "9000"),
    ("10860000027C0000", "7C12801095A3A016522EE98D01E76CB6B98B42C39000"),
    (
        "10860000457C438141047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E"
        "544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D00",
        "7C43824104824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57"
        "30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C549000",
    ),
    (
        "10860000457C438341042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C"
        "3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB3646200",
        "7C438441049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB"
        "7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F0949000",
    ),
    ("008600000C7C0A8508C2B0BD78D94BA86600", "7C0A86083ABB9674BCE93C089000"),
]
TERMINAL_KEYS = (
    0x7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99,
    0xA73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595,
)


def test_the_printed_session_of_pace() -> None:
    conversation = talk(*PACE_SESSION)
    offer = pace_offer(CARD_ACCESS)
    assert offer is not None
    assert offer.curve.name == "brainpoolP256r1"
    keys = iter(TERMINAL_KEYS)
    channel = pace.open_channel(conversation, offer, PACE_KEY, lambda _: next(keys))
    assert channel._key.hex().upper() == "F5F0E35C0D7161EE6724EE513A0D9A7F"
    assert channel._mac_key.hex().upper() == "FE251C7858B356B24514B3BD5F4297D1"
    # The first command after it, under AES with its counter at one.
    select = channel.protect(Command(0xA4, 0x04, 0x0C, bytes.fromhex("A0000002471001")))
    assert select.encoded().hex().upper() == ("0CA4040C1D871101752F676B09FAC86A87D632749A49C7CC8E08C18BA1FCE707BD9F00")
    assert channel.open(parse_answer(bytes.fromhex("990290008E08BEA7B381C494A0799000"))).fine


def test_the_password_key_of_pace_is_the_printed_one() -> None:
    assert password_key(AesSuite(16), zone_digest(PACE_KEY)).hex().upper() == "89DED1B26624EC1E634C1989302849DD"


@pytest.mark.parametrize("place", [0, 40])
def test_a_flipped_bit_in_a_protected_answer_is_noticed(place: int) -> None:
    enc, mac = bytes.fromhex("979EC13B1CBFE9DCD01AB0FED307EAE5"), bytes.fromhex("F1CB1F1FB5ADF208806B89DC579DC1F8")
    channel = SecureChannel(TripleDesSuite(), (enc, mac), 0x887022120C06C228)
    channel.protect(Command(0xB0, 0, 0, expected=4))
    answer = bytearray.fromhex("8709019FF0EC34F9922651990290008E08AD55CC17140B2DED")
    answer[place % len(answer)] ^= 1
    with pytest.raises(ChipError):
        channel.open(Answer(bytes(answer), 0x9000))
