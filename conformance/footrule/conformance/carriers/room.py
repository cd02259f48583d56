"""The room a tool runs in: how its command is begun so that it is alone, and what it writes goes away with it.

As much of it as the system allows, tried once: a network and a process namespace of its own; `/tmp` and `/dev/shm` of
its own, a copy of what is there that takes a bounded amount and is gone at the end; none of the powers with which root
could leave the room; and where the tool is not root, a bound on its tasks that the system keeps.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SCRATCH = 500_000_000
"""Bytes that a tool may have in `/tmp` and `/dev/shm` together."""

PROCESSES = 100
"""Processes of a tool at once; of threads ten times as many, since some runtimes start one for every core."""

TASKS = 10 * PROCESSES

_ALONE = ("--pid", "--fork", "--kill-child", "--mount-proc")

_UNREAD = "/sys/module"
"""A folder that no tool reads, so that what is above the others may be mounted over it."""

_SHARED = ("/tmp", "/dev/shm")

_POWERS = "-sys_admin,-sys_resource,-sys_module,-sys_rawio,-sys_ptrace,-sys_boot,-sys_time,-mknod,-net_admin"


@dataclass(frozen=True, slots=True)
class Room:
    """`words`: what a command is begun with. `alone`: whether nothing of it can outlive the first process."""

    words: tuple[str, ...] = ()
    alone: bool = False


@cache
def room(network: bool) -> Room:
    """The strictest room the system allows; an empty one where it allows none."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return Room()
    for words in _rooms(unshare, network):
        if _works(words):
            return Room(words, "--pid" in words)
    return Room()


def _rooms(unshare: str, network: bool) -> tuple[tuple[str, ...], ...]:
    """From the strictest on: as root, then as root of a user namespace, where a bound on tasks holds as well."""
    cut = () if network else ("--net",)
    user = (unshare, "--map-root-user")
    folders = ("sh", "-c", _own_folders(), "sh")
    weaker = ("setpriv", "--no-new-privs", "--bounding-set", _POWERS)
    # the signal at the end of our own process is forgotten where a user namespace is entered, so it is asked for after
    dies = ("setpriv", "--pdeathsig", "KILL")
    tasks = ("prlimit", f"--nproc={TASKS}:{TASKS}")
    found = [
        (*dies, unshare, *cut, *_ALONE, *folders, *weaker),
        (*user, *dies, unshare, *cut, *_ALONE, *folders, *weaker, *tasks),
        (unshare, *cut, *_ALONE),
        (*user, *cut, *_ALONE),
    ]
    return (*found, (unshare, *cut), (*user, *cut)) if cut else tuple(found)


def _own_folders() -> str:
    """What is done inside before the tool begins. What cannot be mounted is left as it is.

    The folder it begins in is entered again, or it would still be the one outside the room.
    """
    every = [folder for folder in _SHARED if Path(folder).is_dir() and not _mounted_below(folder)]
    begun = [f"mount -t tmpfs -o size={SCRATCH},nr_inodes=100000 room {_UNREAD}"]
    begun += ["mkdir -m 1777 " + " ".join(f"{_UNREAD}/{kind}{at}" for at in range(len(every)) for kind in "aw")]
    for at, folder in enumerate(every):
        above = f"lowerdir={folder},upperdir={_UNREAD}/a{at},workdir={_UNREAD}/w{at}"
        begun.append(f"mount -t overlay -o {above} room {folder}")
    return (" && ".join(begun) if every else "true") + '; cd "$PWD"; exec "$@"'


def _mounted_below(folder: str) -> bool:
    """Whether another file system is mounted below a folder: it would be out of sight in a copy of it."""
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace")
    except OSError:
        return False
    return any(line.split()[1].startswith(folder + "/") for line in mounts.splitlines() if " " in line)


@cache
def without_network() -> tuple[str, ...]:
    """For a program that looks after its own children: no network, and an end when ours ends."""
    unshare = shutil.which("unshare")
    dies = ("setpriv", "--pdeathsig", "KILL")
    if unshare is None:
        return ()
    user = (unshare, "--map-root-user")
    for words in ((*dies, unshare, "--net"), (*user, "--net", *dies), (unshare, "--net"), (*user, "--net")):
        if _works(words):
            return words
    return ()


def _works(words: tuple[str, ...]) -> bool:
    try:
        return subprocess.run([*words, "true"], capture_output=True, timeout=5, check=False).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False
