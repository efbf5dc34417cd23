"""An identity or travel document as it was read: what its machine-readable zone says, and nothing guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

_ADULT_AGE = 18
_MOST_YEARS_AHEAD = 20
#: ISO 3166 codes of two letters, as services name their country, to the code that zones print as issuing state.
_STATES = {"jo": "JOR", "kw": "KWT", "om": "OMN", "sa": "SAU"}


@dataclass(frozen=True, slots=True)
class IdentityDocument:
    """The fields of an MRZ (ICAO Doc 9303), or the same fields typed by hand where reading failed.

    kind: TD1, TD2, TD3, MRV-A or MRV-B (visas), FRA-ID (the old French card), or "" when typed. code: the document
    code such as I or P. issuer and nationality: the three-letter codes as printed (D for Germany). Names are Latin and
    may be cut: they never become the Arabic name.
    birth_date is None when the zone leaves parts unknown; sex is M, F or X. national_number is the civil number
    where the issuing state is known to put it into the optional data, else "".
    """

    kind: str
    code: str
    issuer: str
    number: str = field(repr=False)
    surname: str = field(repr=False)
    given_names: str = field(repr=False)
    nationality: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    sex: str = field(repr=False)
    expiry: date | None = field(repr=False)
    optional: str = field(default="", repr=False)
    national_number: str = field(default="", repr=False)

    def expired(self, today: date) -> bool:
        """Whether the document's last day is past; a document without an expiry is not expired."""
        return self.expiry is not None and self.expiry < today

    @property
    def visa(self) -> bool:
        """Whether this is a visa: leave to enter a country, and no proof of who somebody is."""
        return self.kind.startswith("MRV")


def age_of(document: IdentityDocument, today: date) -> int | None:
    """Return the holder's age in whole years, or None when the birth date is unknown. Whoever was born on the 29th of
    February grows older on the 1st of March.
    """
    born = document.birth_date
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def of_a_child(document: IdentityDocument, today: date) -> bool:
    """Whether the holder is under eighteen; not when the birth date is unknown."""
    age = age_of(document, today)
    return age is not None and age < _ADULT_AGE


def foreign_to(document: IdentityDocument, country: str) -> bool:
    """Whether another state issued the document than the service's country (ISO 3166, two letters, either case).

    A residence permit is the country's own although its holder is not its national. A typed document without an
    issuer is not called foreign.
    """
    state = _STATES.get(country.lower())
    return bool(document.issuer) and state is not None and document.issuer != state


def impossible_dates(document: IdentityDocument, today: date) -> bool:
    """Whether the dates contradict each other or today: born in the future, run out before the holder was born, or
    good for more than twenty years from today. Zones print no first day of validity.
    """
    born, expiry = document.birth_date, document.expiry
    if born is not None and (born > today or (expiry is not None and expiry <= born)):
        return True
    return expiry is not None and expiry.year > today.year + _MOST_YEARS_AHEAD
