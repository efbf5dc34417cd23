"""Whether a state stands behind what its chip said: digests, signature, signer (Doc 9303-11, 5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shubbak.adapters.chip.certificates import Certificate
from shubbak.adapters.chip.security_object import SecurityObject
from shubbak.adapters.chip.signatures import verify
from shubbak.adapters.chip.trust_folder import TrustedAuthorities
from shubbak.ports.chip import ChipProof, Verdict


def prove(
    security_object: SecurityObject,
    groups: Mapping[int, bytes],
    state: str,
    authorities: TrustedAuthorities,
    today: date,
) -> ChipProof:
    """Return what the security object shows of the files read; `genuine` stays open.

    groups: the files as read, by group number. state: the issuer that the zone names.
    """
    signed, signer = security_object.signer()
    vouched = Verdict.OPEN
    if signer is not None and _vouched(signer, authorities.get(state, ()), today):
        vouched = Verdict.SHOWN
    return ChipProof(security_object.unchanged(groups), signed, vouched)


def _vouched(signer: Certificate, authorities: tuple[Certificate, ...], today: date) -> bool:
    """An authority is found by trying its key, not its name: names are spelt in many ways, and prove nothing."""
    if not signer.may_sign or not signer.holds_on(today):
        return False
    return any(
        authority.holds_on(today)
        and verify(authority.key, signer.algorithm, signer.signature, signer.body) is Verdict.SHOWN
        for authority in authorities
    )
