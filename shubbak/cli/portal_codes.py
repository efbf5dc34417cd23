"""`shubbak portal void`, `issuing-key` and `code-root`: papers that count no more, and who signs what on paper."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shubbak.domain.output_number import parse_output_number
from shubbak.domain.text import Text
from shubbak.wire.enrolment_text import key_fingerprint, spoken_fingerprint

if TYPE_CHECKING:
    from portal.assembly import Portal

Open = Callable[[argparse.Namespace], "Portal"]
AddVerb = Callable[[Any, str, object, str], argparse.ArgumentParser]
_KINDS = ("licence", "permit", "certificate", "plan")
_LINES = {
    "code-root-elsewhere": "the root does not lie with the portal: bring its file and name it",
    "code-root-another": "this key is not the root that stations follow",
}


def add_codes(verbs: Any, add_verb: AddVerb, open_portal: Open) -> None:
    """Add the verbs; `add_verb` knows where a portal keeps its things, `open_portal` opens it."""

    def act(verb: Callable[[Portal, argparse.Namespace], int]) -> object:
        return lambda arguments: _run(arguments, open_portal, verb)

    void = add_verb(verbs, "void", act(_void), "make a receipt or an output void for good, for all who verify it")
    void.add_argument("number", help="of a receipt, or of a licence, permit, certificate or report")
    void.add_argument("--reason", required=True, help="why, in a few words that name no person")
    void.add_argument("--by", default="", help="who says so (your name on this machine if left out)")
    keys = add_verb(verbs, "issuing-key", act(_keys), "list the municipality's keys that sign licences and the like")
    under = keys.add_subparsers(metavar="VERB")
    add = add_verb(under, "add", act(_add_key), "make a key beside those that there are")
    add.add_argument("--municipality-ar", required=True)
    add.add_argument("--municipality-en", required=True)
    add.add_argument("--signs", nargs="+", choices=_KINDS, default=_KINDS, help="what it signs (all that is issued)")
    end = add_verb(under, "end", act(_end_key), "end a key now; what it signed before stays good")
    end.add_argument("key_id", type=int)
    root = add_verb(verbs, "code-root", act(_show), "say who may sign the lists that prove paper, and until when")
    below = root.add_subparsers(metavar="VERB")
    move = add_verb(below, "move", act(_move), "make a new root in a folder (a stick); every station follows it")
    move.add_argument("folder", type=Path)
    move.add_argument("--from", dest="old", type=Path, metavar="FILE", help="the present root, where it lies elsewhere")
    warrant = add_verb(below, "warrant", act(_warrant), "sign a new warrant, with a new key for the portal's lists")
    warrant.add_argument("root", type=Path, nargs="?", help="the root's file, where it lies elsewhere")


def _run(arguments: argparse.Namespace, open_portal: Open, verb: Callable[[Portal, argparse.Namespace], int]) -> int:
    from portal.code_root import CodeRootError
    from portal.keys import KeyFileError
    from portal.updates.key_files import UpdateKeyError

    portal = open_portal(arguments)
    try:
        return verb(portal, arguments)
    except CodeRootError as error:
        return _fail(_LINES[str(error)])
    except (KeyFileError, UpdateKeyError, OSError) as error:
        return _fail(str(error))
    finally:
        portal.close()


def _void(portal: Portal, arguments: argparse.Namespace) -> int:
    from portal.cases.void_output import void_any_output
    from portal.cases.void_receipt import LONGEST_REASON, void_receipt
    from portal.refusal import RefusalError

    number, by = arguments.number, arguments.by or f"{getpass.getuser()} (shell)"
    void = void_any_output if _is_output(number) else void_receipt
    lines = {
        "receipt-unreadable": "this is no receipt number, nor an output's",
        "output-unknown": f"nothing was issued under number {number}",
        "body-shape": f"the reason has 1 to {LONGEST_REASON} printable signs",
    }
    try:
        done = void(portal, number, arguments.reason, by)
    except RefusalError as error:
        return _fail(lines[error.code])
    return 0 if done else _fail(f"nothing was accepted under {number}, or it is void already")


def _is_output(number: str) -> bool:
    try:
        parse_output_number(number)  # no receipt's number reads as one
    except ValueError:
        return False
    return True


def _keys(portal: Portal, _arguments: argparse.Namespace) -> int:
    from portal.cases.issuing_keys import list_keys

    for key in list_keys(portal):
        ends = f"until {key.valid_to}" if key.valid_to else "without end"
        print(f"{key.key_id}  {key.municipality_en}  {', '.join(key.signs)}  since {key.valid_from}, {ends}")
    return 0


def _add_key(portal: Portal, arguments: argparse.Namespace) -> int:
    from portal.cases.issuing_keys import make_issuing_key
    from shubbak.wire.output_code import OutputKind

    municipality = Text(arguments.municipality_ar, arguments.municipality_en)
    print(make_issuing_key(portal, municipality, tuple(map(OutputKind, arguments.signs))).key_id)
    return 0


def _end_key(portal: Portal, arguments: argparse.Namespace) -> int:
    from portal.cases.issuing_keys import end_key

    return 0 if end_key(portal, arguments.key_id) else _fail(f"no issuing key {arguments.key_id} that goes on")


def _show(portal: Portal, _arguments: argparse.Namespace) -> int:
    from portal.cases.code_lists import authority

    found = authority(portal)
    warrant = found.warrant
    lies = "with the portal, which is good for a trial" if found.own_root else "elsewhere"
    print(f"root {spoken_fingerprint(key_fingerprint(found.file.root))}, its private key lies {lies}")
    print(found.file.root)
    print(f"warrant {warrant.warrant} for the portal's lists, until {warrant.expires_at}")
    return 0


def _move(portal: Portal, arguments: argparse.Namespace) -> int:
    from portal.code_root import move_root, replace_root

    now = portal.now()
    if arguments.old is None:
        file = move_root(portal.codes, arguments.folder, now)
    else:
        file = replace_root(portal.codes, arguments.old, arguments.folder, now)
    print(file)
    print("keep two copies of this file in different hands; the portal needs it once a year", file=sys.stderr)
    return _show(portal, arguments)


def _warrant(portal: Portal, arguments: argparse.Namespace) -> int:
    from portal.code_root import renew_warrant

    renew_warrant(portal.codes, arguments.root, portal.now())
    return _show(portal, arguments)


def _fail(line: str) -> int:
    print(f"shubbak portal: {line}", file=sys.stderr)
    return 1
