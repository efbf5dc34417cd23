"""Sending a packet in pieces: what a cut left behind is asked for, and only that is sent again."""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec

from shubbak.adapters.portal_client.line import Line
from shubbak.ports.portal import PortalError
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.seal import digest
from shubbak.wire.upload import CHUNK_BYTES, UPLOAD_VERSION, PieceKept, UploadOffer, UploadState, chunk_count

#: What a line that dies looks like from here; after these the way on is to ask what is missing.
_CUT = frozenset({"portal-unreachable", "portal-slow", "portal-gibberish"})
_LOST = frozenset({"upload-unknown", "body-digest"})
#: A portal that has every piece and still asks for some has lost them; more than once, it is not well.
_ROUNDS = 3


class PieceSender:
    """Sends one packet. open_line: makes a new line. path: the packet's. call_seconds: what one call may take.
    ends_at: when the whole of it ends (time.monotonic).
    """

    def __init__(
        self, open_line: Callable[[], Line], path: str, packet: bytes, call_seconds: float, ends_at: float
    ) -> None:
        self._open_line = open_line
        self._path = path + "/upload"
        self._packet = packet
        self._call_seconds = call_seconds
        self._ends_at = ends_at
        self._moved = False

    def send(self) -> Acknowledgement:
        """Send until it is acknowledged, over as many lines as it takes while each of them brings at least one piece;
        raises PortalError otherwise.
        """
        while True:
            self._moved = False
            try:
                with self._open_line() as line:
                    answer = self._send_over(line)
                break
            except PortalError as error:
                cut = error.code in _CUT or error.detail in _LOST
                if not cut or not self._moved or time.monotonic() >= self._ends_at:
                    raise
        if answer is None:
            raise PortalError("portal-gibberish")
        return answer

    def _send_over(self, line: Line) -> Acknowledgement | None:
        for _ in range(_ROUNDS):
            state = self._offer(line)
            for number in state.missing:
                self._put(line, number)
                self._moved = True
            if not state.missing and state.acknowledgement is not None:
                return state.acknowledgement
        return None

    def _offer(self, line: Line) -> UploadState:
        offer = UploadOffer(UPLOAD_VERSION, len(self._packet), digest(self._packet), CHUNK_BYTES)
        headers = {"Content-Type": "application/json"}
        state = line.call("POST", self._path, UploadState, self._seconds(), msgspec.json.encode(offer), headers)
        count = chunk_count(len(self._packet))
        if len(state.missing) > count or not all(0 <= number < count for number in state.missing):
            raise PortalError("portal-gibberish")
        return state

    def _put(self, line: Line, number: int) -> None:
        piece = self._packet[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES]
        headers = {"Content-Type": "application/octet-stream"}
        kept = line.call("PUT", f"{self._path}/{number}", PieceKept, self._seconds(), piece, headers)
        if kept.n != number:
            raise PortalError("portal-gibberish")

    def _seconds(self) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise PortalError("portal-slow")
        return min(left, self._call_seconds)
