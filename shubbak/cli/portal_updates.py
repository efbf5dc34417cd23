"""`shubbak portal updates`: the key ceremony, what stations are offered, and keys that go."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shubbak.domain.program_version import NoProgramVersion

if TYPE_CHECKING:
    from portal.assembly import Portal
    from portal.updates.key_files import Signers
    from portal.updates.repository import UpdateRepository

Open = Callable[[argparse.Namespace], "Portal"]
AddVerb = Callable[[Any, str, object, str], argparse.ArgumentParser]


def add_updates(verbs: Any, add_verb: AddVerb, open_portal: Open) -> None:
    """Add the verb and its own verbs; `add_verb` knows where a portal keeps its things, `open_portal` opens it."""

    def act(verb: Callable[[argparse.Namespace, Portal, UpdateRepository], int]) -> object:
        return lambda arguments: _run(arguments, open_portal, verb)

    parser = add_verb(verbs, "updates", act(_status), "say what stations are offered and until when it counts")
    below = parser.add_subparsers(metavar="VERB")
    add_verb(below, "status", act(_status), "the same")
    init = add_verb(below, "init", act(_init), "hold the first key ceremony")
    init.add_argument("folder", type=Path, help="an empty folder for the keys that go offline, such as a USB stick")
    for role, keys, threshold in (("root", 3, 2), ("targets", 1, 1)):
        init.add_argument(f"--{role}-keys", type=int, default=keys, metavar="N", help="(%(default)s)")
        init.add_argument(f"--{role}-threshold", type=int, default=threshold, metavar="N", help="(%(default)s)")
    catalogue = add_verb(below, "publish-catalogue", act(_catalogue), "offer the catalogue as it is now")
    program = add_verb(below, "publish-program", act(_program), "offer a release of the program")
    program.add_argument("file", type=Path, help="the release, a .tar.gz")
    program.add_argument("--entry", required=True, help="the program inside, such as shubbak-kiosk/shubbak-kiosk")
    withdraw = add_verb(below, "withdraw-program", act(_withdraw), "offer a release no longer")
    for release in (program, withdraw):
        release.add_argument("--version", required=True, help="such as 1.4.0")
        release.add_argument("--platform", required=True, help="such as linux-x86_64")
    rotate = add_verb(
        below, "rotate", act(_rotate), "replace keys that were lost or stolen, or only lengthen root's life"
    )
    rotate.add_argument("role", choices=("root", "targets", "snapshot", "timestamp", "none"))
    rotate.add_argument("--into", type=Path, default=Path(), metavar="FOLDER", help="where new offline keys are left")
    rotate.add_argument(
        "--revoke", action="append", default=[], metavar="ID", help="a key that goes (all of the role's)"
    )
    for signing in (catalogue, program, withdraw, rotate):
        signing.add_argument(
            "--sign-with", action="append", type=Path, default=[], metavar="FOLDER", help="keys at hand; may come again"
        )
    add_verb(below, "refresh", act(_refresh), "sign timestamp and snapshot anew, as the running portal does by itself")


def _run(
    arguments: argparse.Namespace,
    open_portal: Open,
    verb: Callable[[argparse.Namespace, Portal, UpdateRepository], int],
) -> int:
    from portal.refusal import RefusalError
    from portal.updates.ceremony import CeremonyError
    from portal.updates.key_files import UpdateKeyError
    from portal.updates.repository import MissingKeysError, UpdateRepository

    portal = open_portal(arguments)
    try:
        repository = UpdateRepository(portal.updates, portal.now)
        if verb is not _init and not repository.exists():
            return _fail("no key ceremony was held yet: shubbak portal updates init FOLDER")
        return verb(arguments, portal, repository)
    except MissingKeysError as error:
        return _fail(f"{error.needed} keys of {error.role} are needed; name their folders with --sign-with")
    except NoProgramVersion:
        return _fail("a release's number is 1 to 4 numbers with points, such as 1.4.0")
    except (CeremonyError, UpdateKeyError, RefusalError, ValueError, OSError) as error:
        return _fail(str(error))
    finally:
        portal.close()


def _init(arguments: argparse.Namespace, portal: Portal, repository: UpdateRepository) -> int:
    from portal.updates.ceremony import Quorum, begin

    quorum = Quorum(arguments.root_keys, arguments.root_threshold, arguments.targets_keys, arguments.targets_threshold)
    begin(repository, arguments.folder, quorum)
    print(f"keys of root and targets are in {arguments.folder}: give each to another pair of hands, and keep no copy")
    _print_roots(repository)
    return 0


def _catalogue(arguments: argparse.Namespace, portal: Portal, repository: UpdateRepository) -> int:
    from portal.updates.publishing import offer_catalogue

    changed = offer_catalogue(portal, repository, _signers(arguments, repository))
    print("the catalogue is offered" if changed else "this catalogue was offered already")
    return 0


def _program(arguments: argparse.Namespace, portal: Portal, repository: UpdateRepository) -> int:
    from portal.updates.publishing import offer_program

    content, signers = arguments.file.read_bytes(), _signers(arguments, repository)
    print(offer_program(repository, content, arguments.version, arguments.platform, arguments.entry, signers))
    return 0


def _withdraw(arguments: argparse.Namespace, portal: Portal, repository: UpdateRepository) -> int:
    from portal.updates.publishing import withdraw_program

    signers = _signers(arguments, repository)
    known = withdraw_program(repository, arguments.version, arguments.platform, signers)
    return 0 if known else _fail("no such release is offered")


def _rotate(arguments: argparse.Namespace, portal: Portal, repository: UpdateRepository) -> int:
    from portal.updates.ceremony import rotate

    signers = _signers(arguments, repository)
    for file in rotate(repository, arguments.role, signers, arguments.into, tuple(arguments.revoke)):
        print(file)
    print(f"root version {repository.root_version()}")
    return 0


def _refresh(arguments: argparse.Namespace, portal: Portal, repository: UpdateRepository) -> int:
    from portal.updates.key_files import load_signers

    with repository.locked():
        repository.renew(load_signers([repository.online]), always=True)
    return _status(arguments, portal, repository)


def _status(arguments: argparse.Namespace, portal: Portal, repository: UpdateRepository) -> int:
    root = repository.root().signed
    _print_roots(repository)
    for name, signed in (
        ("root", root),
        ("targets", repository.named().signed),
        ("snapshot", repository.snapshot().signed),
        ("timestamp", repository.timestamp().signed),
    ):
        keys = root.roles[name]
        ids = " ".join(key[:12] for key in keys.keyids)
        print(
            f"{name:<9}  version {signed.version:<6} until {signed.expires:%Y-%m-%d %H:%M}Z  {keys.threshold} of {ids}"
        )
    for path, target in sorted(repository.named().signed.targets.items()):
        print(f"{target.length:>12}  {path}")
    if repository.own_keys.exists():
        print(f"the keys of root and targets lie on this machine, in {repository.own_keys}: see docs/updates.md")
    return 0


def _print_roots(repository: UpdateRepository) -> None:
    """Print what stands on paper after a ceremony; `shubbak updates` at a station says the same of its own root."""
    for version in range(1, repository.root_version() + 1):
        digest = hashlib.sha256((repository.metadata / f"{version}.root.json").read_bytes()).hexdigest()
        print(f"root {version}  {' '.join(digest[start : start + 8] for start in range(0, 64, 8))}")


def _signers(arguments: argparse.Namespace, repository: UpdateRepository) -> Signers:
    from portal.updates.key_files import load_signers

    own = [repository.own_keys] if repository.own_keys.exists() else []
    return load_signers([*own, *arguments.sign_with])


def _fail(line: str) -> int:
    print(f"shubbak portal updates: {line}", file=sys.stderr)
    return 1
