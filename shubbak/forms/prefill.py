"""First answers from an identity document, for a person to correct."""

from __future__ import annotations

from shubbak.domain.identity import IdentityDocument
from shubbak.fields import kinds
from shubbak.fields.kind import Wrong
from shubbak.forms.service import Page


def prefilled(page: Page, identity: IdentityDocument) -> dict[str, str]:
    """Return raw text by question id for those questions of the page that the document answers.

    Only text that the question's own kind accepts is offered: the Latin name of a machine-readable zone never lands
    in an Arabic name, nor a passport's number in a civil number.
    """
    sources = _sources(identity)
    offered = {field.id: (field, sources.get(field.prefill, "")) for field in page.fields if field.prefill}
    return {
        name: text
        for name, (field, text) in offered.items()
        if text and not isinstance(kinds()[field.kind].parse(field, text), Wrong)
    }


def _sources(identity: IdentityDocument) -> dict[str, str]:
    return {
        "identity.number": identity.number,
        "identity.national_number": identity.national_number,
        "identity.full_name": f"{identity.given_names} {identity.surname}".strip(),
        "identity.surname": identity.surname,
        "identity.given_names": identity.given_names,
        "identity.nationality": identity.nationality,
        "identity.birth_date": identity.birth_date.isoformat() if identity.birth_date else "",
        "identity.expiry": identity.expiry.isoformat() if identity.expiry else "",
    }
