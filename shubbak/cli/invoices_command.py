"""`shubbak invoices`: how the office's tax invoices stand, whether its settings can be used, and reporting by hand."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from shubbak import resources
from shubbak.adapters.system.station_home import StationHome, station_home
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.cli.station_file import complain, with_store
from shubbak.domain.tax_invoice import InvoiceError
from shubbak.domain.text import Language
from shubbak.ports.audit import StationFacts
from shubbak.ports.tax_invoice import InvoiceLine
from shubbak.services.office_invoices import OfficeInvoices
from shubbak.station.tax_invoices import InvoiceSetupError, office_invoices, read_desk
from shubbak.wire.moment import moment_text


def add_parser(subparsers: Any) -> None:
    """Add the command and its verbs; each ends with 0 when all is well, with 1 when somebody has to act."""
    parser = subparsers.add_parser("invoices", help="tax invoices of a private office at this station")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    status = verbs.add_parser("status", help="how many were reported, wait, were refused, and what is wrong")
    status.add_argument("--dealt-with", action="store_true", help="what is missing and refused was put right elsewhere")
    status.set_defaults(run=_status)
    verbs.add_parser("send", help="report what is due now").set_defaults(run=_send)
    verbs.add_parser("check", help="say what is wrong with the settings, secrets and key").set_defaults(run=_check)
    verbs.add_parser("list", help="what waits or was refused, one a line").set_defaults(run=_list)
    show = verbs.add_parser("show", help="one invoice: how it stands, what the authority said, and the invoice itself")
    show.add_argument("number")
    show.set_defaults(run=_show)
    for verb in verbs.choices.values():
        verb.add_argument("--home", default="", help="the station's folder (SHUBBAK_HOME, else var/station)")


def _check(arguments: argparse.Namespace) -> int:
    home = station_home(arguments.home)
    if not home.tax_invoice.exists():
        return _say("invoices.not_here")
    try:
        read_desk(home, SystemClock())
    except InvoiceSetupError as bad:
        print(bad)
        return complain("problem.invoice-setup-refused")
    return _say("invoices.usable")


def _status(arguments: argparse.Namespace) -> int:
    home = station_home(arguments.home)
    return with_store(arguments.home, lambda store: _tell(home, store, arguments.dealt_with))


def _send(arguments: argparse.Namespace) -> int:
    home = station_home(arguments.home)

    def act(facts: StationFacts) -> int:
        if invoices := office_invoices(home, facts, SystemClock()):
            invoices.send()
        return _tell(home, facts, dealt_with=False)

    return with_store(arguments.home, act)


def _list(arguments: argparse.Namespace) -> int:
    return _read(arguments, _print_open)


def _show(arguments: argparse.Namespace) -> int:
    return _read(arguments, lambda lines: _print_one(lines, arguments.number))


def _read(arguments: argparse.Namespace, tell: Callable[[tuple[InvoiceLine, ...]], int]) -> int:
    """Read the book alone: it may be looked at while the station works, and without its store."""
    home = station_home(arguments.home)
    if not home.tax_invoice.exists():
        return _say("invoices.not_here")
    try:
        return tell(read_desk(home, SystemClock()).shelf.lines())
    except InvoiceSetupError as bad:
        print(bad)
        return complain("problem.invoice-setup-refused")
    except InvoiceError as error:
        return complain(f"problem.{error.code}")


def _print_open(lines: tuple[InvoiceLine, ...]) -> int:
    found = [line for line in lines if line.state != "reported"]
    for line in found:
        print("\t".join((line.number, line.state, moment_text(line.issued_at), str(line.tries), line.answer)))
    return _say("invoices.open", count=str(len(found)))


def _print_one(lines: tuple[InvoiceLine, ...], number: str) -> int:
    line = next((line for line in lines if line.number == number), None)
    if line is None:
        return complain("invoices.unknown")
    print("\t".join((line.number, line.state, moment_text(line.issued_at), str(line.tries), line.answer)))
    print(line.code_text)
    print(line.xml)
    return 0


def _tell(home: StationHome, facts: StationFacts, dealt_with: bool) -> int:
    invoices = office_invoices(home, facts, SystemClock())
    if invoices is None:
        return _say("invoices.not_here")
    try:
        if dealt_with:
            invoices.dealt_with()
        return _print(invoices)
    except InvoiceError as error:
        return complain(f"problem.{error.code}")


def _print(invoices: OfficeInvoices) -> int:
    stand = invoices.standing()
    counts = {"reported": stand.reported, "waiting": stand.waiting, "refused": stand.refused}
    _say("invoices.standing", missing=str(invoices.missing()), **{name: str(count) for name, count in counts.items()})
    if stand.oldest_waiting is not None:
        _say("invoices.oldest", at=moment_text(stand.oldest_waiting))
    if stand.following:
        _say("invoices.following", count=str(stand.following))
    for refusal in stand.refusals:
        print(refusal)
    faults = invoices.faults()
    for code in faults:
        complain(f"problem.{code}")
    return int(bool(faults))


def _say(key: str, **params: str) -> int:
    wording = resources.load_wording()
    for language in (Language.EN, Language.AR):
        print(wording.say(key, language, **params))
    return 0
