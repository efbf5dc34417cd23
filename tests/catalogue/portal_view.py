"""What the portal finds wrong with an application that a station handed in, once it came over the wire."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import msgspec
from fakes.clock import FakeClock

from portal.assembly import Portal
from portal.cases.check_application import check_application
from portal.store.packet_store import Finding, StoredDocument
from shubbak.domain.application import Application
from shubbak.fields.document import body_digest
from shubbak.forms.catalogue import Catalogue
from shubbak.forms.service import Service
from shubbak.wire.application import WireApplication
from shubbak.wire.application_border import write_application
from shubbak.wire.moment import moment_text
from shubbak.wire.packet import PACKET_VERSION, PacketHead


def findings(service: Service, handed_in: Application, clock: FakeClock) -> tuple[Finding, ...]:
    """Let the portal check an application sealed now, against a published catalogue of this one service."""
    untrusted = msgspec.msgpack.decode(write_application(handed_in), type=WireApplication)
    head = PacketHead(
        version=PACKET_VERSION,
        id=handed_in.id,
        station="K07",
        sequence=1,
        service_id=service.id,
        service_version=service.version,
        catalogue_version=handed_in.catalogue_version,
        receipt="K07-1",
        total_minor=handed_in.total.amount_minor,
        currency=handed_in.total.currency,
        sealed_at=moment_text(clock.now()),
        key_id="k",
        digest="",
    )
    documents = [
        StoredDocument(
            one.need, one.alternative, one.media_type, body_digest(one.body), len(one.body), *[one.pages] * 2
        )
        for one in handed_in.attachments
    ]
    return check_application(_portal(service), head, untrusted, documents)


def _portal(service: Service) -> Portal:
    """A portal that has published one service; the check asks nothing else of it."""

    def version(_number: int, _body: Callable[[], str | None]) -> Catalogue:
        return Catalogue(1, {service.id: service})

    return cast(Portal, SimpleNamespace(published=SimpleNamespace(version=version)))
