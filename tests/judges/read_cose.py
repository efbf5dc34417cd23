"""Reads codes as COSE with cwt, apart from the product's packages: [[message, key, key id], …] in, their proof out."""

from __future__ import annotations

import json
import sys

from cwt import COSE, COSEKey
from cwt.exceptions import VerifyError


def read(message: str, key: str, key_id: str) -> list[object]:
    """Return the verified header's labels with their values and the payload, as hex; the reason for what is not."""
    public = COSEKey.new({1: 1, -1: 6, -2: bytes.fromhex(key), 2: bytes.fromhex(key_id), 3: -8})
    try:
        # Our codes are untagged; cwt wants to be told by the tag that this is a COSE_Sign1.
        tagged = b"\xd2" + bytes.fromhex(message)
        protected, unprotected, payload = COSE.new().decode_with_headers(tagged, keys=[public])
    except (VerifyError, ValueError) as error:
        return [type(error).__name__]
    header = {str(label): value.hex() if isinstance(value, bytes) else value for label, value in protected.items()}
    return [header, unprotected, payload.hex()]


if __name__ == "__main__":
    json.dump([read(*one) for one in json.load(sys.stdin)], sys.stdout)
