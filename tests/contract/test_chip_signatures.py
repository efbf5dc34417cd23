"""Security objects that OpenSSL signed, in every padding and digest, on curves that are named or written out."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest
from fakes.passport_content import digest_list, zone, zone_file

from shubbak.adapters.chip.passive_authentication import prove
from shubbak.adapters.chip.security_object import parse_security_object
from shubbak.adapters.chip.tlv import encode
from shubbak.adapters.chip.trust_folder import TrustFolderError, trusted_authorities
from shubbak.ports.chip import Verdict

GROUPS = {1: zone_file(zone())}
TODAY = date.today()
WRITTEN_OUT = ["-pkeyopt", "ec_param_enc:explicit"]


def openssl(folder: Path, *words: str) -> None:
    done = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def a_key(folder: Path, name: str, kind: str) -> None:
    curve, _, how = kind.partition("/")
    if curve == "rsa":
        algorithm = ["RSA-PSS" if how == "pss-only" else "RSA", "-pkeyopt", "rsa_keygen_bits:1536"]
    else:
        algorithm = ["EC", "-pkeyopt", f"ec_paramgen_curve:{curve}", *(WRITTEN_OUT if how == "written-out" else [])]
    openssl(folder, "genpkey", "-algorithm", *algorithm, "-out", f"{name}.key")


def a_state(folder: Path, kind: str, digest: str) -> None:
    """Make an authority and a document signer with keys of this kind."""
    pss = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"] if "pss" in kind else []
    a_key(folder, "authority", kind)
    a_key(folder, "signer", kind)
    (folder / "signer.ext").write_text("keyUsage=critical,digitalSignature\n")
    openssl(
        folder, "req", "-x509", "-new", "-key", "authority.key", f"-{digest}", *pss, "-subj", "/C=KW/CN=CSCA", "-days",
        "30", "-out", "authority.pem",
    )  # fmt: skip
    openssl(
        folder, "req", "-new", "-key", "signer.key", f"-{digest}", *pss, "-subj", "/C=KW/CN=DS", "-out", "signer.csr"
    )
    openssl(
        folder, "x509", "-req", "-in", "signer.csr", "-CA", "authority.pem", "-CAkey", "authority.key", f"-{digest}",
        *pss, "-days", "20", "-extfile", "signer.ext", "-out", "signer.pem", "-CAcreateserial",
    )  # fmt: skip
    (folder / "trust" / "KWT").mkdir(parents=True)
    (folder / "trust" / "KWT" / "authority.pem").write_bytes((folder / "authority.pem").read_bytes())


def signed(folder: Path, kind: str, digest: str, *how: str) -> bytes:
    """Return EF.SOD over the groups, signed by `openssl cms`."""
    (folder / "content").write_bytes(digest_list(GROUPS))
    pss = ["-keyopt", "rsa_padding_mode:pss"] if "pss" in kind else []
    openssl(
        folder, "cms", "-sign", "-binary", "-nodetach", "-nosmimecap", "-in", "content", "-econtent_type",
        "2.23.136.1.1.1", "-md", digest, "-signer", "signer.pem", "-inkey", "signer.key", *pss, *how, "-outform", "DER",
        "-out", "sod",
    )  # fmt: skip
    return encode(0x77, (folder / "sod").read_bytes())


@pytest.mark.parametrize(
    ("kind", "digest", "how"),
    [
        ("prime256v1/written-out", "sha256", []),
        ("brainpoolP384r1/written-out", "sha384", ["-keyid"]),
        ("brainpoolP512r1", "sha512", []),
        ("secp521r1", "sha512", []),
        ("secp224r1", "sha1", []),
        ("rsa", "sha256", []),
        ("rsa/pss", "sha256", []),
        ("rsa/pss-only", "sha512", []),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_what_openssl_signed_is_shown(kind, digest, how, tmp_path):
    a_state(tmp_path, kind, digest)
    security_object = parse_security_object(signed(tmp_path, kind, digest, *how))
    proof = prove(security_object, GROUPS, "KWT", trusted_authorities(tmp_path / "trust"), TODAY)
    assert proof.issued
    # The same for another state, and with one bit of the file turned.
    assert prove(security_object, GROUPS, "OMN", trusted_authorities(tmp_path / "trust"), TODAY).vouched is Verdict.OPEN
    other = {1: GROUPS[1][:-1] + bytes([GROUPS[1][-1] ^ 1])}
    assert prove(security_object, other, "KWT", {}, TODAY).unchanged is Verdict.REFUTED


@pytest.mark.parametrize("kind", ["brainpoolP320r1", "secp256k1/written-out"])
def test_a_curve_that_is_not_spoken_here_shows_nothing_and_refutes_nothing(kind, tmp_path):
    a_state(tmp_path, kind, "sha256")
    security_object = parse_security_object(signed(tmp_path, kind, "sha256"))
    proof = prove(security_object, GROUPS, "KWT", trusted_authorities(tmp_path / "trust"), TODAY)
    assert (proof.signed, proof.vouched) == (Verdict.OPEN, Verdict.OPEN)


def test_a_signer_is_no_authority_in_the_folder(tmp_path):
    a_state(tmp_path, "prime256v1", "sha256")
    (tmp_path / "trust" / "KWT" / "signer.pem").write_bytes((tmp_path / "signer.pem").read_bytes())
    with pytest.raises(TrustFolderError, match=r"signer\.pem"):
        trusted_authorities(tmp_path / "trust")
