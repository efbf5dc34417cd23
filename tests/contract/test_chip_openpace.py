"""PACE spoken with OpenPACE at the other end: every suite with a zone, every curve with a card number."""

from __future__ import annotations

import pytest
from fakes.openpace_chip import OpenPaceChip
from fakes.virtual_passport import Pace

from shubbak.adapters.chip import pace
from shubbak.adapters.chip.conversation import Conversation
from shubbak.adapters.chip.curve_table import CURVES
from shubbak.adapters.chip.security_infos import pace_offer
from shubbak.ports.chip import CardAccessNumber, MrzKey

#: A card's, because of a passport's two lines OpenPACE makes another key than the standard's own example (D.2).
ZONE = "C<UTOT220001293<<<<<<<<<<<<<<<6408125F1010318D<<<<<<<<<<<<<6MUSTERMANN<<ERIKA<<<<<<<<<<<<<"
ZONE_KEY, CARD_NUMBER = MrzKey("T22000129", "640812", "101031"), CardAccessNumber("123456")
SUITES = [(Pace(suite, 13), ZONE_KEY) for suite in (1, 2, 3, 4)]
ON_CURVES = [(Pace(2, number), CARD_NUMBER) for number in CURVES]


@pytest.mark.parametrize(("offered", "access"), SUITES + ON_CURVES)
def test_both_ends_take_the_others_token(offered, access):
    chip = OpenPaceChip(ZONE_KEY, offered, ZONE if access is ZONE_KEY else CARD_NUMBER.digits)
    offer = pace_offer(offered.file())
    assert offer is not None
    # Raises unless the token that comes back is right.
    pace.open_channel(Conversation(chip, 60), offer, access)
    assert chip.opened
