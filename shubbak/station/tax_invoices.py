"""A private office's tax invoices at a station: off unless `tax-invoice.yaml` stands in its folder."""

from __future__ import annotations

import logging
import os
import re
import stat
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from shubbak.adapters.system.station_home import StationHome
from shubbak.domain.tax_invoice import InvoiceError, Seller
from shubbak.domain.text import Text
from shubbak.forms.source import MOST_BYTES, Complaints, Section, ServiceFileError, read_nodes
from shubbak.ports.audit import StationFacts
from shubbak.ports.clock import Clock
from shubbak.services.office_invoices import LONGEST_WAIT_FOR_CODE, InvoiceDesk, OfficeInvoices

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_FILE = re.compile(r"[A-Za-z0-9_-]+\.[a-z]+")
_URL = re.compile(r"(https://[\w.-]+|http://127\.0\.0\.1)(:\d+)?(/[\w./-]*)?", re.ASCII)
_PREFIX = re.compile(r"[A-Z0-9-]{1,20}")
_DIGITS = re.compile(r"[0-9]{1,20}")
_HEADER = re.compile(r"[!-~]*")
#: Rates of Jordan's general sales tax in basis points; 0 for an office that is not registered for it.
_JORDAN_RATES = (0, 100, 200, 300, 400, 500, 700, 800, 1000, 1600)
#: How long one request may take in all; integrations tell of answers after five to fifteen seconds.
_ANSWER_S = 30.0
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
        if (scheme := settings.word("scheme")) == "jofotara":
            jordan, seller, login = (
                _jofotara(settings),
                _jordan_seller(settings),
                _pair(secrets, "client_id", "secret_key"),
            )
            wrong.raise_any()
            wrong_secrets.raise_any()
            return _jofotara_desk(home, jordan, seller, login, clock)
        if scheme != "zatca":
            settings.complain(f'"{scheme}" is no scheme that is issued here; there are zatca and jofotara', "scheme")
        saudi, seller, login = _zatca(settings), _seller(settings), _pair(secrets, "token", "secret")
        wrong.raise_any()
        wrong_secrets.raise_any()
        return _zatca_desk(home, saudi, seller, login, clock)
    except ServiceFileError as error:
        raise InvoiceSetupError(str(error)) from None
    except InvoiceError as error:
        raise InvoiceSetupError(f"{home.tax_invoice.name}: {error.code}") from None


@dataclass(frozen=True, slots=True)
class _Zatca:
    """What the file says beside the seller, for Saudi Arabia."""

    url: str
    prefix: str
    certificate: str
    key: str


@dataclass(frozen=True, slots=True)
class _Jofotara:
    """What the file says beside the seller, for Jordan."""

    url: str
    prefix: str
    income_source: str


def _zatca(root: Section) -> _Zatca:
    root.only("scheme", "url", "number_prefix", "certificate", "key", "seller")
    return _Zatca(_url(root), _prefix(root), _file_name(root, "certificate"), _file_name(root, "key"))


def _jofotara(root: Section) -> _Jofotara:
    root.only("scheme", "url", "number_prefix", "income_source", "seller")
    return _Jofotara(_url(root), _prefix(root), _digits(root, "income_source"))


def _prefix(root: Section) -> str:
    prefix = root.word("number_prefix")
    if prefix and not _PREFIX.fullmatch(prefix):
        root.complain('"number_prefix" has capital letters, digits and -, twenty at most', "number_prefix")
    return prefix


def _digits(section: Section, key: str) -> str:
    digits = section.word(key)
    if digits and not _DIGITS.fullmatch(digits):
        section.complain(f'"{key}" has digits and nothing else', key)
    return digits


def _pair(secrets: Section, who: str, word: str) -> tuple[str, str]:
    """Return a login; what no header of HTTP may carry is complained about here, and not at the counter."""
    secrets.only(who, word)
    for key in (who, word):
        if not _HEADER.fullmatch(secrets.word(key)):
            secrets.complain(f'"{key}" has signs that no login has', key)
    return secrets.word(who), secrets.word(word)


def _zatca_desk(
    home: StationHome, settings: _Zatca, seller: Seller, login: tuple[str, str], clock: Clock
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


def _jofotara_desk(
    home: StationHome, settings: _Jofotara, seller: Seller, login: tuple[str, str], clock: Clock
) -> InvoiceDesk:
    from shubbak.adapters.invoices.invoice_book import InvoiceBook
    from shubbak.adapters.invoices.jofotara_invoicer import JofotaraAccess, JofotaraInvoicer
    from shubbak.adapters.invoices.jofotara_xml import FIRST_HASH
    from shubbak.station.authority_line import post_json

    access = JofotaraAccess(settings.url, settings.prefix, settings.income_source, *login)
    book = InvoiceBook(home.tax_invoice_book, FIRST_HASH)
    post = partial(post_json, seconds=_ANSWER_S)
    return InvoiceDesk(seller, JofotaraInvoicer(access, seller, book, clock, post), book, LONGEST_WAIT_FOR_CODE)


def _jordan_seller(root: Section) -> Seller:
    section = root.section("seller", "the seller")
    if section is None:  # that is complained about already
        return Seller(Text("", ""), "", "", "", "", "", "", "", 0, "jo")
    section.only("name", "tax_number", "tax_basis_points")
    points = section.whole("tax_basis_points")
    if points not in _JORDAN_RATES:
        section.complain('"tax_basis_points" is a rate of the sales tax, 1600 for 16 %, 0 for none', "tax_basis_points")
    return Seller(section.both("name"), _digits(section, "tax_number"), "", "", "", "", "", "", points, "jo")


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
