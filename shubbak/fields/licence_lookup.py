"""The number of a licence or another record that the portal looks up, to fill the questions that `fills` names."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.fields.kind import RuleType
from shubbak.fields.registration_number import RegistrationNumberKind

#: The kinds that a record's text can answer: it is taken as if a person had typed it.
FILLED = (
    "text",
    "long_text",
    "arabic_name",
    "number",
    "money",
    "date",
    "phone",
    "email",
    "national_id",
    "registration_number",
    "choice",
    "yes_no",
)


class LicenceLookupKind(RegistrationNumberKind):
    """A registration number; `register` says where it is looked up. A record that is not found is no wrong answer."""

    name = "licence_lookup"
    asks = True
    rules: Mapping[str, RuleType] = {"register": "word"}
    missing = "answer-number-missing"


KIND = LicenceLookupKind()
