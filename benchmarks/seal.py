"""Sealing 2 MB to the hybrid key against X25519 alone: python benchmarks/seal.py [RUNS]."""

from __future__ import annotations

import os
import time

from _figures import runs, show
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from shubbak.wire.packet import PACKET_VERSION, PacketHead
from shubbak.wire.seal import seal, unseal
from shubbak.wire.sealing_key import SealingPrivateKey

SIZE = 2_000_000
HEAD = PacketHead(PACKET_VERSION, "a1", "K07", 3, "s", 1, 9, "K07-1", 0, "KWD", "2026-03-01T12:00:00Z", "k", "")
HYBRID, CLASSIC = "ML-KEM-768 with X25519", "X25519 alone"


def main() -> None:
    keys = {HYBRID: SealingPrivateKey.generate(), CLASSIC: SealingPrivateKey(X25519PrivateKey.generate())}
    timed: dict[str, list[float]] = {HYBRID: [], CLASSIC: []}
    grown = {}
    for _ in range(runs(50)):
        plain = os.urandom(SIZE)
        for name, key in keys.items():
            public = key.public()
            began = time.perf_counter()
            sealed = seal(plain, public, HEAD)
            timed[name].append((time.perf_counter() - began) * 1000)
            grown[name] = len(sealed) - SIZE
            assert unseal(sealed, key, HEAD) == plain
    show(f"Seal of {SIZE // 1_000_000} MB (HPKE, AES-256-GCM)", timed, (HYBRID, CLASSIC), bytes_added=grown)


if __name__ == "__main__":
    main()
