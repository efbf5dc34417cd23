"""A private office's tax invoices at a station: off unless `tax-invoice.yaml` stands in its folder."""

from __future__ import annotations

import logging
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from shubbak.adapters.system.station_home import StationHome
from shubbak.domain.tax_invoice import InvoiceError, Seller
from shubbak.domain.text import Text
from shubbak.forms.source import MOST_BYTES, Complaints, Section, ServiceFileError, read_nodes
from shubbak.ports.audit import StationFacts
from shubbak.ports.clock import Clock
from shubbak.services.office_invoices import InvoiceDesk, OfficeInvoices

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_FILE = re.compile(r"[A-Za-z0-9_-]+\.[a-z]+")
_URL = re.compile(r"(https://[\w.-]+|http://127\.0\.0\.1)(:\d+)?(/[\w./-]*)?", re.ASCII)
_PREFIX = re.compile(r"[A-Z0-9-]{1,20}")
_SELLER = ("tax_number", "registration_number", "city", "street", "building_number", "district", "postal_code")
log = logging.getLogger(__name__)


class InvoiceSetupError(ValueError):
    """Settings that cannot be used; the text says why, line by line, and holds no secret."""


def office_invoices(home: StationHome, facts: StationFacts, clock: Clock) -> OfficeInvoices | None:
    """Return what issues tax invoices here, None where no settings stand in the folder.

    Settings that cannot be used go to the log and to staff; receipts then say that the invoice follows.
    """
    if not os.path.lexists(home.tax_invoice):
        return None
    try:
        return OfficeInvoices(read_desk(home, clock), facts, clock)
    except InvoiceSetupError as bad:
        log.warning("tax invoices are not issued: %s", bad)
        return OfficeInvoices(None, facts, clock)


def read_desk(home: StationHome, clock: Clock) -> InvoiceDesk:
    """Read settings, secrets and key; raises InvoiceSetupError."""
    try:
        settings, wrong = _nodes(home.tax_invoice, "the settings")
        secrets, wrong_secrets = _nodes(home.tax_invoice_secret, "the secrets", secret=True)
        access, seller = _zatca(settings), _seller(settings)
        token, word = _login(secrets)
        wrong.raise_any()
        wrong_secrets.raise_any()
        return _zatca_desk(home, access, seller, (token, word), clock)
    except ServiceFileError as error:
        raise InvoiceSetupError(str(error)) from None
    except InvoiceError as error:
        raise InvoiceSetupError(f"{home.tax_invoice.name}: {error.code}") from None


@dataclass(frozen=True, slots=True)
class _Settings:
    """What the file says beside the seller."""

    url: str
    prefix: str
    certificate: str
    key: str


def _zatca(root: Section) -> _Settings:
    root.only("scheme", "url", "number_prefix", "certificate", "key", "seller")
    if (scheme := root.word("scheme")) != "zatca":
        root.complain(f'"{scheme}" is no scheme that is issued here; there is zatca', "scheme")
    prefix = root.word("number_prefix")
    if prefix and not _PREFIX.fullmatch(prefix):
        root.complain('"number_prefix" has capital letters, digits and -, twenty at most', "number_prefix")
    return _Settings(_url(root), prefix, _file_name(root, "certificate"), _file_name(root, "key"))


def _login(secrets: Section) -> tuple[str, str]:
    secrets.only("token", "secret")
    return secrets.word("token"), secrets.word("secret")


def _zatca_desk(
    home: StationHome, settings: _Settings, seller: Seller, login: tuple[str, str], clock: Clock
) -> InvoiceDesk:
    # The library of the authority's rules takes its time to be loaded: only for stations that issue.
    from shubbak.adapters.invoices.invoice_book import InvoiceBook
    from shubbak.adapters.invoices.zatca_invoicer import ZatcaAccess, ZatcaInvoicer
    from shubbak.adapters.invoices.zatca_xml import FIRST_HASH
    from shubbak.station.authority_line import post_json

    certificate = _read(home.folder / settings.certificate)
    key = _read(home.folder / settings.key, secret=True)
    access = ZatcaAccess(settings.url, settings.prefix, certificate, key, *login)
    book = InvoiceBook(home.tax_invoice_book, FIRST_HASH)
    return InvoiceDesk(seller, ZatcaInvoicer(access, seller, book, clock, post_json), book)


def _seller(root: Section) -> Seller:
    section = root.section("seller", "the seller")
    if section is None:  # that is complained about already
        return Seller(Text("", ""), "", "", "", "", "", "", "", 0)
    section.only("name", "tax_basis_points", *_SELLER)
    points = section.whole("tax_basis_points")
    if not 0 < points < 10_000:
        section.complain('"tax_basis_points" is the rate of the tax, 1500 for 15 %', "tax_basis_points")
    words = {key: section.word(key) for key in _SELLER}
    return Seller(name=section.both("name"), tax_basis_points=points, **words)


def _url(root: Section) -> str:
    """Return an address that nobody on the way can read; a simulator on this machine may do without."""
    url = root.word("url")
    if url and not _URL.fullmatch(url):
        root.complain('"url" must begin with https://', "url")
    return url


def _file_name(root: Section, key: str) -> str:
    name = root.word(key)
    if name and not _FILE.fullmatch(name):
        root.complain(f'"{key}" must be the name of a file beside the settings, such as office.pem', key)
    return name


def _nodes(path: Path, name: str, *, secret: bool = False) -> tuple[Section, Complaints]:
    node, complaints = read_nodes(_read(path, secret=secret), path.name)
    return Section(node, complaints, name), complaints


def _read(path: Path, *, secret: bool = False) -> str:
    """Return a small file's text; a secret one is refused when others than its owner may open it."""
    try:
        with path.open("rb") as file:
            if secret and os.name == "posix" and os.fstat(file.fileno()).st_mode & _OTHERS:
                raise InvoiceSetupError(f"{path.name}: others may read this file; give it mode 0600")
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise InvoiceSetupError(f"{path.name}: the file has more than {MOST_BYTES} bytes")
        return data.decode("utf-8")
    except OSError:
        raise InvoiceSetupError(f"{path.name}: the file cannot be read") from None
    except UnicodeDecodeError:
        raise InvoiceSetupError(f"{path.name}: this is not UTF-8") from None
