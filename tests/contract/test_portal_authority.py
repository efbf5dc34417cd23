"""A municipality's own certificate authority: with its file the portal is believed over TLS, without it not."""

from __future__ import annotations

import argparse
import datetime
import ipaddress
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fakes.portal import FakePortal
from fakes.portal_server import serving

from shubbak.adapters.system.station_home import station_home
from shubbak.cli.main import main
from shubbak.ports.portal import PortalError
from shubbak.ports.updates import UpdateError
from shubbak.station.arguments import add_station_arguments, station_settings
from shubbak.station.late_portal import LatePortal
from shubbak.station.portal_authority import VARIABLE
from shubbak.station.store_door import identity_file
from shubbak.station.update_line import PortalLine

DAY = datetime.timedelta(days=1)


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: str, signer: ec.EllipticCurvePrivateKey, *, ca: bool
) -> bytes:
    now = datetime.datetime.now(datetime.UTC)
    subject, by = (x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, one)]) for one in (name, issuer))
    builder = x509.CertificateBuilder(by, subject, key.public_key(), x509.random_serial_number(), now - DAY, now + DAY)
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    if not ca:
        here = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        builder = builder.add_extension(x509.SubjectAlternativeName([here]), critical=False)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    """The authority's file; beside it `portal.pem`, the portal's key and the certificate that the authority gave it."""
    own, portal = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    plain = serialization.NoEncryption()
    private = portal.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    given = _certificate("portal.example", portal, "City CA", own, ca=False)
    (tmp_path / "portal.pem").write_bytes(private + given)
    (tmp_path / "city.pem").write_bytes(_certificate("City CA", own, "City CA", own, ca=True))
    return tmp_path / "city.pem"


@pytest.fixture
def url(authority: Path) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.parent / "portal.pem")
    with serving(FakePortal(), context) as server:
        yield server.url.replace("http://", "https://")


@pytest.mark.parametrize("by_option", [True, False])
def test_a_station_enrols_over_its_own_authority_and_nowhere_without_it(
    by_option: bool,
    url: str,
    authority: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv(VARIABLE, raising=False)
    words = ["enrol", "--portal", url, "--code", "4711-0815"]
    assert main(words) == 1
    assert "could not prove who it is" in capsys.readouterr().err
    if not by_option:
        monkeypatch.setenv(VARIABLE, str(authority))
    assert main([*words, *(["--portal-ca", str(authority)] if by_option else [])]) == 0
    assert identity_file(station_home()).load().portal_url == url


def test_the_apps_portal_believes_the_named_authority_alone(url: str, authority: Path) -> None:
    assert LatePortal(url, ca_file=str(authority)).catalogue().signature
    with pytest.raises(PortalError, match="portal-unreachable portal-certificate"):
        LatePortal(url).catalogue()
    with pytest.raises(PortalError, match="portal-ca"):
        LatePortal(url, ca_file=str(authority) + ".gone").catalogue()


def test_updates_come_over_the_named_authority_alone(url: str, authority: Path) -> None:
    assert next(PortalLine(url, str(authority)).pieces("metadata/1.root.json"))
    for ca_file in ("", str(authority) + ".gone"):
        with pytest.raises(UpdateError, match="update-unreachable"):
            next(PortalLine(url, ca_file).pieces("metadata/1.root.json"))


@pytest.mark.parametrize(("words", "expected"), [([], "/etc/city.pem"), (["--portal-ca", "other.pem"], "other.pem")])
def test_the_apps_take_the_authority_from_the_command_line_or_the_environment(
    words: list[str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "/etc/city.pem")
    parser = argparse.ArgumentParser()
    add_station_arguments(parser, "kiosk")
    assert station_settings(parser.parse_args(words), "https://portal.example").portal_ca == expected
