"""Signatures of states and their document signers: RSA in both paddings, and ECDSA (Doc 9303-12, 4.1.6)."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from shubbak.adapters.chip import tlv
from shubbak.adapters.chip.security_infos import curve_of
from shubbak.ports.chip import ChipError, Verdict

_SEQUENCE, _OBJECT, _INTEGER = 0x30, 0x06, 0x02
_EC_KEY = bytes.fromhex("2A8648CE3D0201")
_PSS, _RSA = bytes.fromhex("2A864886F70D01010A"), bytes.fromhex("2A864886F70D010101")

DIGESTS: dict[bytes, hashes.HashAlgorithm] = {
    bytes.fromhex("2B0E03021A"): hashes.SHA1(),  # noqa: S303 (documents of the first years are valid for ten)
    bytes.fromhex("608648016503040204"): hashes.SHA224(),
    bytes.fromhex("608648016503040201"): hashes.SHA256(),
    bytes.fromhex("608648016503040202"): hashes.SHA384(),
    bytes.fromhex("608648016503040203"): hashes.SHA512(),
}
_SHA1, _SHA224, _SHA256, _SHA384, _SHA512 = DIGESTS.values()
_WITH_RSA = {5: _SHA1, 14: _SHA224, 11: _SHA256, 12: _SHA384, 13: _SHA512}
_WITH_EC = {
    bytes.fromhex("2A8648CE3D0401"): _SHA1,
    bytes.fromhex("2A8648CE3D040301"): _SHA224,
    bytes.fromhex("2A8648CE3D040302"): _SHA256,
    bytes.fromhex("2A8648CE3D040303"): _SHA384,
    bytes.fromhex("2A8648CE3D040304"): _SHA512,
}
_EC_CURVES: dict[str, type[ec.EllipticCurve]] = {
    "P-224": ec.SECP224R1,
    "P-256": ec.SECP256R1,
    "P-384": ec.SECP384R1,
    "P-521": ec.SECP521R1,
    "brainpoolP256r1": ec.BrainpoolP256R1,
    "brainpoolP384r1": ec.BrainpoolP384R1,
    "brainpoolP512r1": ec.BrainpoolP512R1,
}
_SMALLEST_RSA, _LARGEST_RSA, _LARGEST_EXPONENT = 1024, 8192, 2**32
_LARGEST_SALT = 512


@dataclass(frozen=True, slots=True)
class _Scheme:
    """How a signature was made; `padding` is None for ECDSA."""

    digest: hashes.HashAlgorithm
    padding: padding.AsymmetricPadding | None


def digest(name: bytes, data: bytes) -> bytes | None:
    """Return the digest with the algorithm of this name, or None for one not spoken here."""
    algorithm = DIGESTS.get(name)
    if algorithm is None:
        return None
    hasher = hashes.Hash(algorithm)
    hasher.update(data)
    return hasher.finalize()


def verify(key: tlv.Node, algorithm: tlv.Node, signature: bytes, message: bytes, digest_name: bytes = b"") -> Verdict:
    """Say whether a key (SubjectPublicKeyInfo) signed this: OPEN for keys and algorithms that are not spoken here.

    digest_name: the algorithm that the signer names apart, for signatures that name none. Never raises.
    """
    try:
        scheme = _scheme(algorithm, digest_name)
        public = _public_key(key)
        if scheme is None or public is None:
            return Verdict.OPEN
        if isinstance(public, rsa.RSAPublicKey) and scheme.padding is not None:
            public.verify(signature, message, scheme.padding, scheme.digest)
        elif isinstance(public, ec.EllipticCurvePublicKey) and scheme.padding is None:
            public.verify(signature, message, ec.ECDSA(scheme.digest))
        else:
            return Verdict.REFUTED
    except (InvalidSignature, ChipError, IndexError, ValueError):
        return Verdict.REFUTED
    except UnsupportedAlgorithm:
        return Verdict.OPEN
    return Verdict.SHOWN


def _scheme(algorithm: tlv.Node, digest_name: bytes) -> _Scheme | None:
    parts = algorithm.children
    name = parts[0].value if parts else b""
    if name == _PSS:
        return _pss(parts[1]) if len(parts) > 1 else None
    if name in _WITH_EC:
        return _Scheme(_WITH_EC[name], None)
    hashed = DIGESTS.get(digest_name) if name == _RSA else None
    if name[:-1] == _RSA[:-1]:
        hashed = _WITH_RSA.get(name[-1], hashed)
    return _Scheme(hashed, padding.PKCS1v15()) if hashed is not None else None


def _pss(parameters: tlv.Node) -> _Scheme | None:
    """RFC 4055, 3.1: every parameter may be left out, and means SHA-1 and a salt of 20 bytes then."""
    said = {node.tag & 0x1F: node for node in parameters.children}
    hashed, masked, salt = _SHA1, _SHA1, 20
    if 0 in said:
        hashed = DIGESTS[_named(said[0].child(_SEQUENCE))]
    if 1 in said:
        masked = DIGESTS[_named(said[1].child(_SEQUENCE).child(_SEQUENCE))]
    if 2 in said:
        salt = int.from_bytes(said[2].child(_INTEGER).value[:3], "big")
    return _Scheme(hashed, padding.PSS(padding.MGF1(masked), salt)) if salt <= _LARGEST_SALT else None


def _named(algorithm: tlv.Node) -> bytes:
    name = algorithm.child(_OBJECT).value
    if name not in DIGESTS:
        raise UnsupportedAlgorithm("a digest that is not spoken here")
    return name


def _public_key(key: tlv.Node) -> rsa.RSAPublicKey | ec.EllipticCurvePublicKey | None:
    kind, bits = key.children
    names = kind.children
    if names[0].value == _EC_KEY:
        curve = curve_of(names[1]) if len(names) > 1 else None
        known = _EC_CURVES.get(curve.name) if curve else None
        return ec.EllipticCurvePublicKey.from_encoded_point(known(), bits.value[1:]) if known else None
    # A key that is only for PSS is an RSA key like any other.
    plain = tlv.encode(_SEQUENCE, tlv.encode(_SEQUENCE, tlv.encode(_OBJECT, _RSA) + b"\x05\x00") + bits.raw)
    public = load_der_public_key(plain) if names[0].value in (_RSA, _PSS) else None
    if not isinstance(public, rsa.RSAPublicKey) or public.public_numbers().e > _LARGEST_EXPONENT:
        return None
    return public if _SMALLEST_RSA <= public.key_size <= _LARGEST_RSA else None
