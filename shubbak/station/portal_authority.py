"""Which certificate authority the portal's certificate must come from: a municipality's own, or the well-known ones."""

from __future__ import annotations

import argparse
import os

#: Names the authority's file for every app, command and unit of a station at once.
VARIABLE = "SHUBBAK_PORTAL_CA"


def portal_ca() -> str:
    """Return the file (PEM) that the environment names, "" for the well-known authorities."""
    return os.environ.get(VARIABLE, "")


def add_portal_ca(parser: argparse.ArgumentParser) -> None:
    """Add the option --portal-ca."""
    told = f"the certificate authority (PEM) of a portal that has its own ({VARIABLE})"
    parser.add_argument("--portal-ca", default=portal_ca(), metavar="FILE", help=told)
