"""How much memory this process holds, in megabytes."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def resident() -> float:
    """Now; where the system does not say, the most so far."""
    return _status("VmRSS") if _STATUS.is_file() else peak()


def peak() -> float:
    """The most since the process began.

    Linux counts this from `exec` on; what `getrusage` says there may be the parent's.
    """
    if _STATUS.is_file():
        return _status("VmHWM")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _status(name: str) -> float:
    lines = _STATUS.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024
