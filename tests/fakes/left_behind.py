"""What processes leave behind: files they opened for writing, places they called, and bytes in their memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

#: strace's lines that matter: who opens, makes or moves a file, and who calls whom.
CALLS = "openat,open,creat,memfd_create,mkdir,mkdirat,rename,renameat2,link,linkat,symlink,symlinkat,connect"
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|creat\(|memfd_create\(|mkdir|rename|link")
_PATH = re.compile(r'"([^"]*)"')


def traced(command: Sequence[str], log: Path) -> list[str]:
    """Return a command whose process and all children of it are watched."""
    return ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={CALLS}", *command]


def written_and_called(log: Path) -> tuple[set[str], list[str]]:
    """Return the paths that were opened for writing, made or moved, and the calls to other machines."""
    lines = [line for line in log.read_text(errors="replace").splitlines() if "= -1" not in line]
    written = {match[1] for line in lines if _WRITES.search(line) and (match := _PATH.search(line))}
    return written, [line for line in lines if "connect(" in line and "AF_UNIX" not in line]


def fragments(body: bytes, number: int = 24, length: int = 24) -> list[bytes]:
    """Return pieces from all over a body, each long enough to stand nowhere else by chance."""
    step = (len(body) - length) // number
    return [body[place : place + length] for place in range(step // 2, step * number, step)]


def found_in_memory(process_id: int, wanted: Iterable[bytes]) -> int:
    """Return how many of the pieces lie in a process's readable memory; the process must not be this one."""
    left, found = set(wanted), 0
    with Path(f"/proc/{process_id}/mem").open("rb", buffering=0) as memory:
        for start, end in _mapped(process_id):
            try:
                memory.seek(start)
                held = memory.read(end - start)
            except (OSError, OverflowError, ValueError):
                continue  # such as the kernel's own pages
            here = {piece for piece in left if piece in held}
            found, left = found + len(here), left - here
    return found


def _mapped(process_id: int) -> list[tuple[int, int]]:
    lines = Path(f"/proc/{process_id}/maps").read_text().splitlines()
    # Writable ones only: what is read from the program's own files holds nobody's page.
    spans = [line.split()[0].split("-") for line in lines if line.split()[1].startswith("rw")]
    return [(int(start, 16), int(end, 16)) for start, end in spans]
