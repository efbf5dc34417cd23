"""What staff see of cases: the newest of them, and one with its documents, excuses and findings in the form's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from portal.assembly import Portal
from portal.cases.published_catalogue import published_catalogue
from portal.refusal import RefusalError
from portal.store import case_list, case_store, station_store
from portal.store.case_list import CaseLine
from portal.store.station_store import StationPlace
from shubbak.domain.text import Text, isolate, plain
from shubbak.forms.documents import every_document
from shubbak.forms.service import Service
from shubbak.wire.attachment import WireExcuse

#: So many cases are listed.
MOST_CASES = 100
_NUMBER = re.compile(r"M-\d{4}-\d{6,12}")


class CaseDocument(msgspec.Struct, frozen=True):
    """A document of a case; size in bytes, pages by the station's word."""

    need: str
    alternative: str
    media_type: str
    size: int
    pages: int
    excuses: list[WireExcuse]


class CaseFinding(msgspec.Struct, frozen=True):
    """Where the portal disagrees with the station, as `packet_store.Finding`."""

    code: str
    field: str


class CaseIdentity(msgspec.Struct, frozen=True):
    """How the applicant's identity came into the application, as `Application` says it; nothing of what it is."""

    typed: bool
    names_confirmed: bool = False
    chip: str = ""


class OpenedCase(msgspec.Struct, frozen=True):
    """Of what `case_store.open_case` returns, that which says nothing about the applicant. Times: RFC 3339 UTC."""

    case: str
    id: str
    station: str
    receipt: str
    receipt_status: str
    service_id: str
    catalogue_version: int
    started_at: str
    sealed_at: str
    accepted_at: str
    operator: str
    documents: list[CaseDocument]
    findings: list[CaseFinding]
    identity: CaseIdentity | None = None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with the words for what is in it. names: of the service's documents and questions by id, of a document's
    alternative by "id/alternative"; without the service, none. output: the kind of what the service gives, "" without
    the service.
    """

    opened: OpenedCase
    service: Text
    place: StationPlace
    names: Mapping[str, Text]
    output: str = ""

    def name(self, ident: str) -> Text:
        """Return what a document or question is called, else its bare id."""
        return self.names.get(ident) or Text(isolate(plain(ident)), isolate(plain(ident)))


def list_cases(portal: Portal, untrusted_station: str = "") -> list[tuple[CaseLine, Text]]:
    """Return the newest cases, the newest first, each with its service's name."""
    with portal.database.read() as connection:
        lines = case_list.newest_cases(connection, MOST_CASES, untrusted_station)
    names = {
        key: _name(service_of(portal, *key), key[1])
        for key in {(line.catalogue_version, line.service) for line in lines}
    }
    return [(line, names[line.catalogue_version, line.service]) for line in lines]


def look_at_case(portal: Portal, untrusted_number: str) -> CaseFile:
    """Return one case; raises RefusalError case-unknown."""
    checked_number(untrusted_number)
    with portal.database.read() as connection:
        kept = case_store.open_case(connection, untrusted_number)
        places = {one.place.station: one.place for one in station_store.list_stations(connection)}
    if kept is None:
        raise RefusalError("case-unknown")
    opened = msgspec.convert(kept, OpenedCase)
    service = service_of(portal, opened.catalogue_version, opened.service_id)
    output = service.output.kind if service else ""
    return CaseFile(opened, _name(service, opened.service_id), places[opened.station], _names(service), output)


def checked_number(untrusted: str) -> str:
    """Return what has the shape of a case's number; raises RefusalError case-unknown."""
    if _NUMBER.fullmatch(untrusted) is None:
        raise RefusalError("case-unknown")
    return untrusted


def service_of(portal: Portal, catalogue_version: int, service_id: str) -> Service | None:
    """Return a service as a published version of the catalogue had it, None where it cannot be read any more."""
    catalogue = published_catalogue(portal, catalogue_version)
    return catalogue.services.get(service_id) if catalogue else None


def _name(service: Service | None, service_id: str) -> Text:
    return service.name if service else Text(isolate(service_id), isolate(service_id))


def _names(service: Service | None) -> dict[str, Text]:
    if service is None:
        return {}
    names = {field.id: field.label for page in service.pages for field in page.fields}
    for need in every_document(service):
        names[need.id] = need.name
        names |= {f"{need.id}/{one.id}": one.name for one in need.alternatives}
    return names
