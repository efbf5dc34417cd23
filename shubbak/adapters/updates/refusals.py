"""Why The Update Framework turned something down, in the words of the port."""

from __future__ import annotations

from typing import Any

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    LengthOrHashMismatchError,
    RepositoryError,
)
from tuf.api.metadata import Metadata, Root
from tuf.api.serialization import DeserializationError

from shubbak.ports.updates import UpdateError


def refusal(error: Exception, role: str, data: bytes, root: Root) -> UpdateError:
    """Translate what went wrong with a role's metadata; expiry is the caller's, who knows the time.

    data: what came for that role. A genuine piece of another state is mixed in; one that nobody signed is forged.
    """
    if isinstance(error, DownloadLengthMismatchError):
        return UpdateError("update-too-large")
    if isinstance(error, DownloadHTTPError | DeserializationError):
        return UpdateError("update-half")
    if isinstance(error, DownloadError):
        return UpdateError("update-unreachable")
    if isinstance(error, LengthOrHashMismatchError):
        return UpdateError("update-mixed" if _is_signed(role, data, root) else "update-forged")
    if isinstance(error, BadVersionNumberError):
        went_back = "must be" in str(error) or ".json version" in str(error)
        return UpdateError("update-older" if went_back else "update-mixed")
    return UpdateError("update-forged")


def _is_signed(role: str, data: bytes, root: Root) -> bool:
    try:
        metadata = Metadata[Any].from_bytes(data)
        root.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
    except (RepositoryError, ValueError):
        return False
    return bool(metadata.signed.type == role)
