"""The store's verbs about packets that travel on a stick: looked at without being claimed."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from shubbak.adapters.store import tables
from shubbak.ports.store import PacketState

_packet = tables.packet.c
_WAITING = [PacketState.SEALED.value, PacketState.UPLOADING.value]
_KEPT = [*_WAITING, PacketState.REFUSED.value]


def is_kept(connection: Connection, packet_id: str) -> bool:
    """Say whether the sealed bytes of a packet are still here."""
    query = select(_packet.id).where(_packet.id == packet_id, _packet.state.in_(_KEPT))
    return connection.execute(query).first() is not None


def write_turned_away(connection: Connection, packet_id: str, reason: str) -> bool:
    """Put a waiting packet in the drawer, whether it is being sent just now or not; False when none waits."""
    change = (
        update(tables.packet)
        .where(_packet.id == packet_id, _packet.state.in_(_WAITING))
        .values(state=PacketState.REFUSED.value, reason=reason)
        .returning(_packet.id)
    )
    return connection.execute(change).first() is not None
