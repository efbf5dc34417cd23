"""The store's key sealed by this machine's TPM 2.0: a disk without its machine opens nothing."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from tpm2_pytss import ESAPI, TSS2_Exception
from tpm2_pytss.constants import ESYS_TR, TPM2_ALG, TPM2_RC, TPM2_SE, TPMA_OBJECT, TPMA_SESSION
from tpm2_pytss.types import TPM2B_PRIVATE, TPM2B_PUBLIC, TPM2B_SENSITIVE_CREATE

from shubbak.adapters.key_homes.whole_file import alone, read_private, write_once
from shubbak.ports.key_home import KEY_BYTES, KeyHomeError

# NODA on the primary and on the sealed object alike: a plug pulled while either without it is loaded counts as a wrong
# password for both, and the fourth locks the TPM. There is no password here that anybody could guess.
_PRIMARY = (
    TPMA_OBJECT.RESTRICTED
    | TPMA_OBJECT.DECRYPT
    | TPMA_OBJECT.FIXEDTPM
    | TPMA_OBJECT.FIXEDPARENT
    | TPMA_OBJECT.SENSITIVEDATAORIGIN
    | TPMA_OBJECT.USERWITHAUTH
    | TPMA_OBJECT.NODA
)
_SEALED = TPMA_OBJECT.FIXEDTPM | TPMA_OBJECT.FIXEDPARENT | TPMA_OBJECT.USERWITHAUTH | TPMA_OBJECT.NODA
_FOR_NOW = {TPM2_RC.LOCKOUT, TPM2_RC.RETRY, TPM2_RC.YIELDED, TPM2_RC.TESTING, TPM2_RC.NV_RATE, TPM2_RC.NV_UNAVAILABLE}
_FOR_NOW |= {TPM2_RC.OBJECT_MEMORY, TPM2_RC.SESSION_MEMORY, TPM2_RC.SESSION_HANDLES, TPM2_RC.MEMORY}
#: What a TPM says of a blob that another one sealed.
_FOREIGN = {TPM2_RC.INTEGRITY, TPM2_RC.SENSITIVE, TPM2_RC.KEY, TPM2_RC.SIZE, TPM2_RC.BINDING}


class _Blob(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    public: bytes
    private: bytes


class TpmKey:
    """`shubbak.ports.key_home.KeyHome` in a TPM; the sealed blob lies on the disk and is of no use elsewhere.

    tcti: tpm2-tss's words for the way to the TPM. The primary is derived anew from the owner's seed each time, so
    clearing the TPM ends the key as well. may_make: as of KeyFile.
    """

    kind = "tpm"

    def __init__(self, blob: Path, tcti: str, *, may_make: bool) -> None:
        self._blob = blob
        self._tcti = tcti
        self._may_make = may_make

    def key(self) -> bytes:
        kept = read_private(self._blob)
        if kept is None and not self._may_make:
            raise KeyHomeError("key-missing")
        with _translated(), alone(self._blob.parent), self._tpm() as (tpm, primary, session):
            if kept is None:
                made = _sealed(tpm, primary, session, secrets.token_bytes(KEY_BYTES))
                _unsealed(tpm, primary, session, made)  # what this TPM does not give back is not kept
                kept = write_once(self._blob, made)
            key = _unsealed(tpm, primary, session, kept)
        if len(key) != KEY_BYTES:
            raise KeyHomeError("key-unreadable")
        return key

    @contextmanager
    def _tpm(self) -> Iterator[tuple[ESAPI, ESYS_TR, ESYS_TR]]:
        """Yield the TPM, the primary key, and a session that hides what crosses the bus; a TPM holds only three."""
        try:
            tpm = ESAPI(self._tcti)
        except TSS2_Exception as error:
            raise KeyHomeError("key-missing") from error
        with tpm:
            template = TPM2B_PUBLIC.parse("ecc256:aes128cfb", objectAttributes=_PRIMARY)
            primary, *_ = tpm.create_primary(TPM2B_SENSITIVE_CREATE(), template, ESYS_TR.OWNER)
            try:
                session = tpm.start_auth_session(
                    primary, ESYS_TR.NONE, TPM2_SE.HMAC, symmetric="aes128cfb", auth_hash=TPM2_ALG.SHA256
                )
                try:
                    hiding = TPMA_SESSION.DECRYPT | TPMA_SESSION.ENCRYPT | TPMA_SESSION.CONTINUESESSION
                    tpm.trsess_set_attributes(session, hiding)
                    yield tpm, primary, session
                finally:
                    tpm.flush_context(session)
            finally:
                tpm.flush_context(primary)


def _sealed(tpm: ESAPI, primary: ESYS_TR, session: ESYS_TR, key: bytes) -> bytes:
    template = TPM2B_PUBLIC.parse("keyedhash", objectAttributes=_SEALED)
    sensitive = TPM2B_SENSITIVE_CREATE()
    sensitive.sensitive.data = key
    private, public, *_ = tpm.create(primary, sensitive, template, session1=session)
    return msgspec.json.encode(_Blob(1, public.marshal(), private.marshal()))


def _unsealed(tpm: ESAPI, primary: ESYS_TR, session: ESYS_TR, untrusted_blob: bytes) -> bytes:
    try:
        blob = msgspec.json.decode(untrusted_blob, type=_Blob)
        private, public = TPM2B_PRIVATE.unmarshal(blob.private)[0], TPM2B_PUBLIC.unmarshal(blob.public)[0]
    except (msgspec.MsgspecError, UnicodeDecodeError, TSS2_Exception) as error:
        raise KeyHomeError("key-unreadable") from error
    loaded = tpm.load(primary, private, public, session1=session)
    try:
        only_out = TPMA_SESSION.ENCRYPT | TPMA_SESSION.CONTINUESESSION
        tpm.trsess_set_attributes(session, only_out, TPMA_SESSION.DECRYPT | only_out)
        return bytes(tpm.unseal(loaded, session1=session))
    finally:
        tpm.flush_context(loaded)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except TSS2_Exception as error:
        code = "key-locked" if error.error in _FOR_NOW else "key-missing" if error.error in _FOREIGN else ""
        raise KeyHomeError(code or "key-unreadable") from error
