"""A passport's chip whose PACE is somebody else's: OpenPACE, the library of the German identity card's makers.

It needs libeac.so.3; what its functions take and give stands in its headers, eac/eac.h and eac/pace.h.
"""

from __future__ import annotations

import ctypes

from fakes.virtual_passport import Pace, VirtualPassport

from shubbak.adapters.chip.tlv import encode
from shubbak.ports.chip import MrzKey

_MRZ, _CAN = 1, 2


class _Buffer(ctypes.Structure):
    """OpenSSL's BUF_MEM."""

    _fields_ = (
        ("length", ctypes.c_size_t),
        ("data", ctypes.c_void_p),
        ("room", ctypes.c_size_t),
        ("flags", ctypes.c_ulong),
    )


class _Library:
    """The functions used, each with its types; the first word of a name says what it gives back."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL("libeac.so.3")
        self._library.EAC_init()

    def pointer(self, name: str, *arguments: object) -> ctypes.c_void_p:
        return self._call(name, ctypes.c_void_p, arguments)

    def octets(self, name: str, *arguments: object) -> bytes:
        found = self._call(name, ctypes.POINTER(_Buffer), arguments)
        return ctypes.string_at(found.contents.data, found.contents.length)

    def fine(self, name: str, *arguments: object) -> None:
        assert self._call(name, ctypes.c_int, arguments) == 1, name

    def buffer(self, body: bytes) -> ctypes.c_void_p:
        return self.pointer("BUF_MEM_create_init", body, len(body))

    def _call(self, name: str, result: object, arguments: tuple[object, ...]):
        function = getattr(self._library, name)
        function.restype = result
        kinds = {bytes: ctypes.c_char_p, int: ctypes.c_size_t}
        function.argtypes = [kinds.get(type(argument), ctypes.c_void_p) for argument in arguments]
        return function(*arguments)


class OpenPaceChip(VirtualPassport):
    """Knows the steps of PACE and no file; `opened` is whether OpenPACE took the reader's token.

    password: the zone's lines joined, or a card access number.
    """

    def __init__(self, key: MrzKey, pace: Pace, password: str) -> None:
        super().__init__({}, key, pace=pace)
        self._library = _Library()
        kind = _CAN if len(password) == 6 else _MRZ
        self._secret = self._library.pointer("PACE_SEC_new", password.encode(), len(password), kind)
        self._context = self._library.pointer("EAC_CTX_new")
        self._library.fine("EAC_CTX_init_ef_cardaccess", pace.file(), len(pace.file()), self._context)
        self.opened = False

    def _pace_step(self, pace: Pace, sent: bytes) -> bytes:
        call, context = self._library, self._context
        if not sent:
            return encode(0x80, call.octets("PACE_STEP1_enc_nonce", context, self._secret))
        self.step.append(sent)
        theirs = call.buffer(sent)
        if len(self.step) == 1:
            mine = call.octets("PACE_STEP3A_generate_mapping_data", context)
            call.fine("PACE_STEP3A_map_generator", context, theirs)
            return encode(0x82, mine)
        if len(self.step) == 2:
            mine = call.octets("PACE_STEP3B_generate_ephemeral_key", context)
            call.fine("PACE_STEP3B_compute_shared_secret", context, theirs)
            call.fine("PACE_STEP3C_derive_keys", context)
            self._token_of_chip = call.octets("PACE_STEP3D_compute_authentication_token", context, theirs)
            return encode(0x84, mine)
        call.fine("PACE_STEP3D_verify_authentication_token", context, theirs)
        self.opened = True
        return encode(0x86, self._token_of_chip)
