"""The authorities whose word counts: a folder with one folder a state, named as its documents name it (KWT, OMN).

A state's own authority vouches for its own documents only. A certificate that lies in the wrong folder would let one
state issue another's, so the names are the operator's to check.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from pathlib import Path

from shubbak.adapters.chip.certificates import LARGEST, Certificate, parse_certificate
from shubbak.ports.chip import ChipError

_STATE = re.compile(r"[A-Z]{1,3}")
_KINDS = (".cer", ".crt", ".der", ".pem")
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)
_MOST_OF_A_STATE = 64

TrustedAuthorities = Mapping[str, tuple[Certificate, ...]]


class TrustFolderError(ValueError):
    """A file in the folder is no authority's certificate; its text names the file."""


def trusted_authorities(folder: Path) -> TrustedAuthorities:
    """Return the authorities by state; raises TrustFolderError for a file that does not belong there, and OSError."""
    states = [each for each in sorted(folder.iterdir()) if each.is_dir() and _STATE.fullmatch(each.name)]
    return {state.name: _of_state(state) for state in states}


def _of_state(folder: Path) -> tuple[Certificate, ...]:
    files = [each for each in sorted(folder.iterdir()) if each.suffix.lower() in _KINDS]
    if len(files) > _MOST_OF_A_STATE:
        raise TrustFolderError(str(folder))
    return tuple(_authority(file) for file in files)


def _authority(file: Path) -> Certificate:
    with file.open("rb") as opened:
        body = opened.read(2 * LARGEST)
    try:
        certificate = parse_certificate(_der(body))
    except (ChipError, ValueError) as error:
        raise TrustFolderError(str(file)) from error
    if not certificate.may_certify:
        raise TrustFolderError(str(file))
    return certificate


def _der(body: bytes) -> bytes:
    found = _PEM.search(body)
    return base64.b64decode(found[1]) if found else body
