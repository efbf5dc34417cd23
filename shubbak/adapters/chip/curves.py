"""Points on an elliptic curve, added and multiplied: PACE needs a generator of its own, which no library lends.

The scalars are of one session and forgotten with it, so no care is taken that multiplying takes the same time for each.
What is signed is verified by the `cryptography` package, not here.
"""

from __future__ import annotations

from dataclasses import dataclass

from shubbak.ports.chip import ChipError

Point = tuple[int, int]
_Jacobian = tuple[int, int, int]
_INFINITY: _Jacobian = (1, 1, 0)


@dataclass(frozen=True, slots=True)
class Curve:
    """y² = x³ + ax + b over the prime p, with the generator (x, y) of prime order n and cofactor 1."""

    name: str
    p: int
    a: int
    b: int
    x: int
    y: int
    n: int

    @property
    def octets(self) -> int:
        """Return the length of one coordinate in bytes."""
        return (self.p.bit_length() + 7) // 8

    @property
    def generator(self) -> Point:
        return self.x, self.y

    def decode(self, untrusted: bytes) -> Point:
        """Return an uncompressed point; raises ChipError unless it lies on the curve."""
        size = self.octets
        if len(untrusted) != 1 + 2 * size or untrusted[0] != 4:
            raise ChipError("chip-broken")
        x, y = int.from_bytes(untrusted[1 : 1 + size], "big"), int.from_bytes(untrusted[1 + size :], "big")
        if x >= self.p or y >= self.p or (y * y - x**3 - self.a * x - self.b) % self.p:
            raise ChipError("chip-broken")
        return x, y

    def encode(self, point: Point) -> bytes:
        """Return a point uncompressed."""
        return b"\x04" + point[0].to_bytes(self.octets, "big") + point[1].to_bytes(self.octets, "big")

    def multiply(self, scalar: int, point: Point) -> Point:
        """Return a multiple of a point; raises ChipError when it is the point at infinity."""
        return self._plain(self._multiple(scalar % self.n, point))

    def mapped(self, nonce: int, shared: Point) -> Point:
        """Return the generator that a nonce and a shared point make (generic mapping, Doc 9303-11, 4.4.3.3.1)."""
        return self._plain(self._add(self._multiple(nonce % self.n, self.generator), (*shared, 1)))

    def _multiple(self, scalar: int, point: Point) -> _Jacobian:
        total, addend = _INFINITY, (*point, 1)
        for bit in bin(scalar)[2:]:
            total = self._double(total)
            if bit == "1":
                total = self._add(total, addend)
        return total

    def _double(self, point: _Jacobian) -> _Jacobian:
        x, y, z = point
        if not y or not z:
            return _INFINITY
        p = self.p
        square = y * y % p
        s = 4 * x * square % p
        m = (3 * x * x + self.a * pow(z, 4, p)) % p
        x_new = (m * m - 2 * s) % p
        return x_new, (m * (s - x_new) - 8 * square * square) % p, 2 * y * z % p

    def _add(self, one: _Jacobian, other: _Jacobian) -> _Jacobian:
        if not one[2] or not other[2]:
            return other if not one[2] else one
        p = self.p
        (x1, y1, z1), (x2, y2, z2) = one, other
        square1, square2 = z1 * z1 % p, z2 * z2 % p
        u1, u2 = x1 * square2 % p, x2 * square1 % p
        s1, s2 = y1 * square2 * z2 % p, y2 * square1 * z1 % p
        if u1 == u2:
            return self._double(one) if s1 == s2 else _INFINITY
        h, r = u2 - u1, s2 - s1
        h2 = h * h % p
        h3, v = h * h2 % p, u1 * h2 % p
        x3 = (r * r - h3 - 2 * v) % p
        return x3, (r * (v - x3) - s1 * h3) % p, h * z1 * z2 % p

    def _plain(self, point: _Jacobian) -> Point:
        x, y, z = point
        if not z:
            raise ChipError("chip-broken")
        inverse = pow(z, -1, self.p)
        return x * inverse**2 % self.p, y * inverse**3 % self.p
