"""Which key home a station has: the one that its key was first given to, for good."""

from __future__ import annotations

import logging
from pathlib import Path

from shubbak.adapters.key_homes.key_file import KeyFile
from shubbak.ports.key_home import KeyHome, KeyHomeError

#: The way to the machine's TPM; a station's SHUBBAK_TPM may name another (tpm2-tss's words), or NO_TPM.
MACHINES_TPM = "device:/dev/tpmrm0"
NO_TPM = "none"

log = logging.getLogger("shubbak.key_home")


def choose_key_home(key_file: Path, tpm_blob: Path, tpm: str, *, may_make: bool) -> KeyHome:
    """Return the home of a station's key. A new station gets the TPM where there is a usable one, else the file.

    Where the TPM once took the key nothing falls back to a file: with its blob gone, or the TPM, the key is missing.
    may_make: False once something was closed with the key. Raises KeyHomeError where the TPM took a new key and then
    failed; the next start asks it again.
    """
    if tpm_blob.exists() or (may_make and not key_file.exists() and _is_there(tpm)):
        # Loading the TPM's library takes a tenth of a second, which a station with a key file need not wait for.
        from shubbak.adapters.key_homes.tpm_key import TpmKey

        home = TpmKey(tpm_blob, tpm, may_make=may_make)
        if tpm_blob.exists():
            return home
        try:
            home.key()
        except KeyHomeError as error:
            if tpm_blob.exists():
                raise  # it took the key: a file beside it would close what no later start opens
            log.warning("the TPM does not take the key (%s); it goes into a file", error.code)
        else:
            return home
    return KeyFile(key_file, may_make=may_make)


def _is_there(tpm: str) -> bool:
    kind, _, where = tpm.partition(":")
    return tpm != NO_TPM and (kind != "device" or Path(where).exists())
