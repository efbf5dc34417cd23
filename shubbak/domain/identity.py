"""An identity or travel document as it was read: what its machine-readable zone says, and nothing guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class IdentityDocument:
    """The fields of an MRZ (ICAO Doc 9303), or the same fields typed by hand where reading failed.

    kind: TD1, TD2 or TD3, or "" when typed. code: the document code such as I or P. issuer and nationality: the
    three-letter codes as printed (D for Germany). Names are Latin and may be cut: they never become the Arabic name.
    birth_date is None when the zone leaves parts unknown; sex is M, F or X. national_number is the civil number
    where the issuing state is known to put it into the optional data, else "".
    """

    kind: str
    code: str
    issuer: str
    number: str
    surname: str
    given_names: str
    nationality: str
    birth_date: date | None
    sex: str
    expiry: date | None
    optional: str = ""
    national_number: str = ""

    def expired(self, today: date) -> bool:
        """Whether the document's last day is past; a document without an expiry is not expired."""
        return self.expiry is not None and self.expiry < today
