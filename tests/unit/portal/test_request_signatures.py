"""Who may send: requests that carry a station's signature over what counts, at any time of the station's clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from fakes.portal_office import PortalOffice
from fakes.station import FakeStation
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver
from http_message_signatures.algorithms import ED25519

from portal.store.station_store import receipt_keys, reinstate, revoke
from shubbak.adapters.portal_client.signing import content_digest
from shubbak.wire.request_signature import COMPONENTS, TAG, key_name, read_key_name
from shubbak.wire.station import WireProblem


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


def code(answer: httpx.Response) -> tuple[int, str]:
    if answer.status_code in (200, 201):
        return answer.status_code, ""
    return answer.status_code, msgspec.json.decode(answer.content, type=WireProblem).type


class Sent:
    """One request as a station would sign it; changes are made before or after the signature."""

    def __init__(self, station: FakeStation) -> None:
        self.station = station
        packet_id, self.body = station.packet()
        self.path = f"/api/v1/stations/{station.code}/packets/{packet_id}"
        self.options: dict[str, Any] = {
            "key_id": key_name(station.code, station.key_id),
            "created": datetime.now(UTC),
            "tag": TAG,
            "covered_component_ids": COMPONENTS,
        }

    def fields(self, method: str = "PUT", path: str = "") -> dict[str, str]:
        request = httpx.Request(method, "http://portal" + (path or self.path), content=self.body)
        request.headers["content-digest"] = content_digest(self.body)
        keys = MappingKeyResolver(public_keys={}, private_keys={self.options["key_id"]: self.station.key})
        HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=keys).sign(
            request, use_existing_digest=True, **self.options
        )
        names = ("content-digest", "signature-input", "signature")
        return {name: request.headers[name] for name in names}


def send(office: PortalOffice, sent: Sent, fields: dict[str, str]) -> tuple[int, str]:
    return code(office.client.put(sent.path, content=sent.body, headers=fields))


@pytest.mark.parametrize("year", [1970, 2001, 2026, 2038, 2100])
def test_a_stations_clock_may_say_any_year(office: PortalOffice, year: int) -> None:
    sent = Sent(office.enrolled())
    sent.options["created"] = datetime(year, 1, 2, tzinfo=UTC)
    assert send(office, sent, sent.fields()) == (201, "")


Change = Callable[[Sent], dict[str, str]]


def _no_signature(sent: Sent) -> dict[str, str]:
    return {}


def _only(field: str) -> Change:
    return lambda sent: {field: sent.fields()[field]}


def _uncovered(*left: str) -> Change:
    def sign(sent: Sent) -> dict[str, str]:
        sent.options["covered_component_ids"] = tuple(name for name in COMPONENTS if name not in left)
        return sent.fields()

    return sign


def _other_tag(sent: Sent) -> dict[str, str]:
    sent.options["tag"] = "something-else"
    return sent.fields()


def _other_method(sent: Sent) -> dict[str, str]:
    return sent.fields(method="POST")


def _other_path(sent: Sent) -> dict[str, str]:
    return sent.fields(path=sent.path[:-1] + "x")


def _added_query(sent: Sent) -> dict[str, str]:
    fields = sent.fields()
    sent.path += "?again=1"
    return fields


def _other_stations_key(sent: Sent) -> dict[str, str]:
    sent.station.key = FakeStation().key
    return sent.fields()


def _cut_signature(sent: Sent) -> dict[str, str]:
    fields = sent.fields()
    return fields | {"signature": fields["signature"][:-9]}


def _garbage(sent: Sent) -> dict[str, str]:
    return {"signature-input": "\x00((((", "signature": ":::", "content-digest": "x"}


def _odd_key_name(sent: Sent) -> dict[str, str]:
    sent.options["key_id"] = "../../etc"
    return sent.fields()


def _other_key_id(sent: Sent) -> dict[str, str]:
    sent.options["key_id"] = key_name("K07", 999)
    return sent.fields()


def _unknown_station(sent: Sent) -> dict[str, str]:
    sent.options["key_id"] = key_name("K99", 1)
    return sent.fields()


def _changed_body(sent: Sent) -> dict[str, str]:
    fields = sent.fields()
    sent.body += b" "
    return fields


def _changed_body_with_its_digest(sent: Sent) -> dict[str, str]:
    fields = sent.fields()
    sent.body += b" "
    return fields | {"content-digest": content_digest(sent.body)}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_no_signature, (426, "request-unsigned")),
        (_only("signature"), (401, "request-signature")),
        (_only("signature-input"), (401, "request-signature")),
        (_uncovered("@method"), (401, "request-signature")),
        (_uncovered("@path"), (401, "request-signature")),
        (_uncovered("@query"), (401, "request-signature")),
        (_uncovered("content-digest"), (401, "request-signature")),
        (_uncovered("@path", "@query", "content-digest"), (401, "request-signature")),
        (_other_tag, (401, "request-signature")),
        (_other_method, (401, "request-signature")),
        (_other_path, (401, "request-signature")),
        (_added_query, (401, "request-signature")),
        (_other_stations_key, (401, "request-signature")),
        (_cut_signature, (401, "request-signature")),
        (_garbage, (401, "request-signature")),
        (_odd_key_name, (401, "request-signature")),
        (_other_key_id, (401, "request-signature")),
        (_unknown_station, (401, "station-unknown")),
        (_changed_body, (422, "body-digest")),
        (_changed_body_with_its_digest, (401, "request-signature")),
    ],
)
def test_what_a_station_did_not_send_is_refused(
    office: PortalOffice, change: Change, expected: tuple[int, str]
) -> None:
    sent = Sent(office.enrolled())
    assert send(office, sent, change(sent)) == expected
    assert office.applications() == []


def test_a_station_of_before_requests_were_signed_keeps_its_packets(office: PortalOffice) -> None:
    """What it takes for the packet's fault are these (its release's client); anything else it sends again."""
    fault_of_the_packet = {400, 401, 403, 409, 410, 413, 415, 422}
    sent = Sent(office.enrolled())
    answer = office.client.put(sent.path, content=sent.body, headers={"Idempotency-Key": "x"})
    assert answer.status_code == 426 and answer.status_code not in fault_of_the_packet
    assert answer.headers["Retry-After"] == "900"
    assert send(office, sent, sent.fields()) == (201, "")


def test_a_signature_that_a_stranger_added_spoils_the_request(office: PortalOffice) -> None:
    sent = Sent(office.enrolled())
    mine, strange = sent.fields(), Sent(office.enrolled("K08")).fields()
    both = {
        "content-digest": mine["content-digest"],
        "signature-input": mine["signature-input"] + ", b" + strange["signature-input"],
        "signature": mine["signature"] + ", b" + strange["signature"],
    }
    assert send(office, sent, both) == (401, "request-signature")


def test_a_revoked_station_hears_that_it_is_revoked_but_only_itself(office: PortalOffice) -> None:
    station = office.enrolled()
    sent = Sent(station)
    with office.portal.database.write() as connection:
        revoke(connection, "K07", "2026-03-01T12:00:00Z")
    assert send(office, sent, {}) == (426, "request-unsigned")
    assert send(office, sent, sent.fields()) == (403, "station-revoked")


def test_a_revocation_that_is_taken_back_leaves_nothing_behind(office: PortalOffice) -> None:
    station = office.enrolled()
    packet_id, body = station.packet()
    with office.portal.database.write() as connection:
        before = receipt_keys(connection)
        revoke(connection, "K07", "2026-03-01T12:00:00Z")
        assert reinstate(connection, "K07")
        assert not reinstate(connection, "K07")
        assert not reinstate(connection, "K99")
        assert receipt_keys(connection) == before
    url = f"/api/v1/stations/K07/packets/{packet_id}"
    assert office.client.put(url, content=body, auth=station.auth).status_code == 201


def test_below_a_proxys_path_the_whole_path_is_signed(office: PortalOffice) -> None:
    station = office.enrolled()
    object.__setattr__(office.portal, "public_url", "https://city.example/portal")
    sent = Sent(station)
    assert send(office, sent, sent.fields()) == (401, "request-signature")
    assert send(office, sent, sent.fields(path="/portal" + sent.path)) == (201, "")


def test_a_replay_changes_nothing(office: PortalOffice) -> None:
    sent = Sent(office.enrolled())
    fields = sent.fields()
    answers = [office.client.put(sent.path, content=sent.body, headers=fields) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert len({answer.content for answer in answers}) == 1
    assert len(office.applications()) == 1


@pytest.mark.parametrize("text", ["", "K07", "K07/", "K07/x", "k07/1", "K07/1/2", "K07/123456", "K07/1\n"])
def test_an_odd_key_name_names_no_key(text: str) -> None:
    with pytest.raises(ValueError, match="request-signature"):
        read_key_name(text)
