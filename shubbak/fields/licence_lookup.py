"""The number of a licence or another record that the portal looks up, to fill the questions that `fills` names."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.fields.kind import RuleType
from shubbak.fields.registration_number import RegistrationNumberKind


class LicenceLookupKind(RegistrationNumberKind):
    """A registration number; `register` says where it is looked up. A record that is not found is no wrong answer."""

    name = "licence_lookup"
    asks = True
    rules: Mapping[str, RuleType] = {"register": "word"}
    missing = "answer-number-missing"


KIND = LicenceLookupKind()
