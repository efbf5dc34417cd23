"""Updates by python-tuf: its checks, over any line, with a clock that cannot be turned back and a memory of versions.

python-tuf judges expiry by the machine's clock and keeps its versions in plain files alone. Its trusted set is reached
into for both (`_trusted_set`; the lock pins the release, and the tests of the twelve attacks fail if that changes).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

import msgspec
from tuf.api.exceptions import DownloadError, DownloadHTTPError, ExpiredMetadataError, RepositoryError
from tuf.api.metadata import TargetFile
from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig
from tuf.ngclient._internal.trusted_metadata_set import TrustedMetadataSet

from shubbak.adapters.updates.archive_fetch import fetch_archive
from shubbak.adapters.updates.refusals import refusal
from shubbak.adapters.updates.version_floor import VersionFloor
from shubbak.domain.program_version import ProgramVersion
from shubbak.ports.audit import StationFacts
from shubbak.ports.clock import Clock
from shubbak.ports.updates import PieceMissing, ProgramOffer, UpdateError, UpdateLine
from shubbak.wire.station import SignedCatalogue

CATALOGUE = "catalogue.json"
#: The latest time that the station ever saw, raised and, on the portal's signed word, lowered by its self-watch.
CLOCK_FLOOR = "clock-floor"
CATALOGUE_LIMIT = 32 * 1024 * 1024
PROGRAM_LIMIT = 2 * 1024**3
_HERE = "updates:/"
_CLOCK_SLACK = timedelta(days=1)
_CONFIG = UpdaterConfig(max_root_rotations=256, root_max_length=256_000, targets_max_length=2_000_000)


class TufUpdates:
    """Implements `shubbak.ports.updates.Updates`; one object a folder, from any thread.

    folder: made when first needed; may be lost at any time. root: the pinned root.json. facts: what must not be lost.
    """

    def __init__(
        self, folder: Path, root: str, line: UpdateLine, facts: StationFacts, clock: Clock, platform: str
    ) -> None:
        self._folder = folder
        self._root = root.encode()
        self._line = line
        self._facts = facts
        self._floor = VersionFloor(facts)
        self._clock = clock
        self._platform = platform
        self._one_at_a_time = Lock()

    def catalogue(self) -> SignedCatalogue:
        updater = self._refreshed()
        target = updater.get_targetinfo(CATALOGUE)
        if target is None:
            raise UpdateError("update-missing")
        if target.length > CATALOGUE_LIMIT:
            raise UpdateError("update-too-large")
        try:
            place = updater.find_cached_target(target) or fetch_archive(self._line, target, self._folder / "targets")
            return msgspec.json.decode(Path(place).read_bytes(), type=SignedCatalogue)
        except msgspec.MsgspecError as error:
            raise UpdateError("update-forged") from error
        except OSError as error:
            raise UpdateError("update-disk") from error

    def newest_program(self) -> ProgramOffer | None:
        targets = _trusted(self._refreshed()).targets.targets
        mine = [_offer(target) for path, target in targets.items() if path.startswith(f"program/{self._platform}/")]
        return max(mine, key=lambda offer: ProgramVersion.read(offer.version), default=None)

    def fetch_program(self, offer: ProgramOffer) -> str:
        """Takes as long as it takes, and holds nobody else up meanwhile."""
        updater = self._refreshed()
        target = updater.get_targetinfo(offer.path)
        if target is None or _offer(target) != offer:
            raise UpdateError("update-missing")
        if target.length > PROGRAM_LIMIT:
            raise UpdateError("update-too-large")
        try:
            return fetch_archive(self._line, target, self._folder / "program")
        except OSError as error:
            raise UpdateError("update-disk") from error

    def _refreshed(self) -> Updater:
        """Bring the metadata up to date, or raise and leave everything as it was."""
        with self._one_at_a_time:
            return self._refresh()

    def _refresh(self) -> Updater:
        fetcher = _LineFetcher(self._line)
        try:
            self._tidy()
            updater = self._updater(fetcher)
        except OSError as error:
            raise UpdateError("update-disk") from error
        except (RepositoryError, ValueError) as error:
            raise UpdateError("update-forged") from error  # the pinned root itself is none
        trusted = _trusted(updater)
        now = self._clock.now()
        trusted.reference_time = max(now, self._time_floor())
        try:
            updater.refresh()
        except ExpiredMetadataError as error:
            if "timestamp" in trusted and trusted.timestamp.is_expired(trusted.reference_time):
                self._floor.expired(trusted.root, trusted.timestamp)
            raise UpdateError(self._expiry_code(now, trusted.reference_time)) from error
        except (RepositoryError, DownloadError) as error:
            raise refusal(error, fetcher.role, bytes(fetcher.data), trusted.root) from error
        except OSError as error:
            raise UpdateError("update-disk") from error
        self._floor.check(trusted.root, [trusted.root, trusted.timestamp, trusted.snapshot, trusted.targets])
        return updater

    def _updater(self, fetcher: FetcherInterface) -> Updater:
        return Updater(
            metadata_dir=str(self._folder / "metadata"),
            metadata_base_url=f"{_HERE}metadata/",
            target_dir=str(self._folder / "targets"),
            target_base_url=f"{_HERE}targets/",
            fetcher=fetcher,
            config=_CONFIG,
            bootstrap=self._root,
        )

    def _tidy(self) -> None:
        """Make the folders, and drop what a cut left of files half written."""
        for name in ("metadata", "targets", "program"):
            (self._folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in (self._folder / "metadata").glob("tmp*"):
            left.unlink()

    def _time_floor(self) -> datetime:
        text = self._facts.fact(CLOCK_FLOOR)
        try:
            floor = datetime.fromisoformat(text) if text else datetime.min
        except ValueError:
            floor = datetime.min
        return floor.astimezone(UTC) if floor.tzinfo else floor.replace(tzinfo=UTC)

    def _expiry_code(self, now: datetime, reference: datetime) -> str:
        """Tell a portal that stands still from a clock that is wrong, so that the right thing gets repaired.

        The time in an answer may be anybody's word: it chooses the sentence, the refusal stands.
        """
        there = self._line.time_there()
        clock_is_wrong = now < reference - _CLOCK_SLACK or (there is not None and abs(there - reference) > _CLOCK_SLACK)
        return "update-clock" if clock_is_wrong else "update-frozen"


class _LineFetcher(FetcherInterface):
    """Gives python-tuf what the line yields, and remembers the last piece of metadata for the refusal's reason."""

    def __init__(self, line: UpdateLine) -> None:
        self._line = line
        self.role = ""
        self.data = bytearray()

    def _fetch(self, url: str) -> Iterator[bytes]:
        path = url.removeprefix(_HERE)
        self.role = path.removesuffix(".json").rpartition("/")[2].rpartition(".")[2]
        self.data.clear()
        try:
            for piece in self._line.pieces(path):
                self.data += piece
                yield piece
        except PieceMissing as error:
            raise DownloadHTTPError("no such file", 404) from error


def _trusted(updater: Updater) -> TrustedMetadataSet:
    return updater._trusted_set


def _offer(target: TargetFile) -> ProgramOffer:
    custom = target.custom if isinstance(target.custom, dict) else {}
    version, entry = str(custom.get("version", "")), str(custom.get("entry", ""))
    try:
        ProgramVersion.read(version)
    except ValueError as error:
        raise UpdateError("update-forged") from error
    return ProgramOffer(version, target.path, entry, target.length)
