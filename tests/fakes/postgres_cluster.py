"""A real PostgreSQL 15 of our own: a cluster in a temporary folder on a free port, gone when the tests are."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

import psycopg

BINARIES = Path("/usr/lib/postgresql/15/bin")
_START_SECONDS = 60


class PostgresCluster:
    """Starts at once; `new_database` returns the URL of an empty one; `stop` ends it and removes the folder."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="shubbak-postgres-"))
        self._as_user = _unprivileged(self._folder)
        data = self._folder / "data"
        self._run("initdb", "-D", str(data), "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.port = _free_port()
        # fsync is off for speed alone: what a power cut does to PostgreSQL is not what these tests are about.
        settings = (f"port={self.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self._folder}")
        speed = ("fsync=off", "full_page_writes=off", "shared_buffers=16MB", "max_connections=60")
        options = [part for setting in (*settings, *speed) for part in ("-c", setting)]
        self._log = (self._folder / "log").open("wb")
        self._server = subprocess.Popen(
            [*self._as_user, str(BINARIES / "postgres"), "-D", str(data), *options],
            cwd=self._folder,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._wait()

    def new_database(self) -> str:
        name = f"test_{uuid.uuid4().hex}"
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload, unused-ignore]
        return f"postgresql+psycopg://portal@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        self._server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown: SIGTERM waits for open connections
        self._server.wait(30)
        self._log.close()
        shutil.rmtree(self._folder)

    def _dsn(self, database: str) -> str:
        return f"host=127.0.0.1 port={self.port} user=portal dbname={database} connect_timeout=5"

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_user, str(BINARIES / program), *arguments]
        done = subprocess.run(command, cwd=self._folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")

    def _wait(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                psycopg.connect(self._dsn("postgres")).close()
                return
            except psycopg.OperationalError:
                if self._server.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((self._folder / "log").read_text(errors="replace")) from None
                time.sleep(0.05)


def _unprivileged(folder: Path) -> list[str]:
    """Return how to run as somebody else where we are root: PostgreSQL refuses root, and gives no way around."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
