"""Every reader as a process on one core, asked for one picture at a time; after a crash it starts again."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(os.environ.get("SHUBBAK_PEERS", ROOT / "var" / "peers")).absolute()
HERE = Path(__file__).resolve().parent
OURS = "shubbak"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Answer:
    """What a reader said: its lines, whether it vouches for them (ours alone), an error, and milliseconds."""

    lines: list[str]
    ms: float
    cpu: float
    error: str = ""
    accepted: bool | None = None
    problems: list[str] = field(default_factory=list)


def _command(name: str) -> list[str]:
    if name == OURS:
        return [sys.executable, "-m", "benchmarks.mrz.our_worker"]
    if name == "mrz-detection":
        return ["node", str(HERE / "mrz_detection_worker.js")]
    return [str(PEERS / "venv" / "bin" / "python"), str(HERE / "peer_worker.py"), name]


class Reader:
    """One reader's process."""

    def __init__(self, name: str, core: int, patience: float = 180) -> None:
        self.name, self._core, self._patience = name, core, patience
        self._process: subprocess.Popen[str] | None = None
        self._said: queue.Queue[str] = queue.Queue()

    def _start(self) -> subprocess.Popen[str]:
        paths = {"NODE_PATH": str(PEERS / "npm" / "node_modules"), "TESSDATA_PREFIX": str(PEERS / "tessdata")}
        process = subprocess.Popen(
            ["taskset", "-c", str(self._core), *_command(self.name)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
            env=os.environ | ONE_THREAD | paths,
        )
        self._said = queue.Queue()
        threading.Thread(target=self._listen, args=(process, self._said), daemon=True).start()
        self._process = process
        if json.loads(self._said.get(timeout=240) or '""') != "ready":
            raise RuntimeError(f"{self.name} does not start: make benchmark-mrz puts it in place")
        return process

    @staticmethod
    def _listen(process: subprocess.Popen[str], said: queue.Queue[str]) -> None:
        assert process.stdout
        for line in process.stdout:
            said.put(line)
        said.put("")

    def ask(self, path: Path) -> Answer:
        """The reader's answer to one picture; a crash or more than the patience is an answer with an error."""
        process = self._process or self._start()
        assert process.stdin
        try:
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
            said: dict[str, Any] = json.loads(self._said.get(timeout=self._patience) or "{}")
        except (queue.Empty, OSError):
            said = {}
        if not said:
            self.close()
            return Answer([], self._patience * 1000, self._patience * 1000, "crashed or hung")
        return Answer(**said)

    def close(self) -> None:
        if self._process:
            self._process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
        self._process = None
