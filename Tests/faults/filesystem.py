"""A model of what a disk may hold after a crash.

Data that was not synced is kept, dropped, or torn at sectors or pages; a name that was made, moved or removed without
a sync of its folder is kept or dropped. POSIX promises no more, and the file systems of Linux keep more than this.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import PurePosixPath

SECTOR = 512
PAGE = 4096


@dataclass
class Inode:
    """A file's bytes: those on disk, those that a reader sees, and the writes between the two."""

    disk: bytes = b""
    seen: bytearray = field(default_factory=bytearray)
    # Each an offset and its bytes, or an offset and None for a cut at this length.
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, offset: int, data: bytes) -> None:
        self.pending.append((offset, data))
        apply(self.seen, offset, data)

    def truncate(self, size: int) -> None:
        self.pending.append((size, None))
        apply(self.seen, size, None)

    def sync(self) -> None:
        self.disk = bytes(self.seen)
        self.pending.clear()


def apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset:offset + len(data)] = data


@dataclass
class FileSystem:
    """The files of one folder, subfolders included."""

    inodes: list[Inode] = field(default_factory=list)
    # What a reader sees, and what is on disk: the inode of each name.
    seen: dict[str, int] = field(default_factory=dict)
    disk: dict[str, int] = field(default_factory=dict)
    # The changes between the two: each sets names to inodes, or removes them (None), at one moment.
    pending: list[dict[str, int | None]] = field(default_factory=list)
    # A control: a disk that ignores these syncs must lose something, or else the check proves nothing.
    ignores_data_syncs: bool = False
    ignores_folder_syncs: bool = False

    def add(self, name: str, content: bytes) -> None:
        """A file that was there, on disk, from the beginning."""
        self.inodes.append(Inode(content, bytearray(content)))
        self.seen[name] = self.disk[name] = len(self.inodes) - 1

    def file(self, name: str) -> Inode | None:
        number = self.seen.get(name)
        return None if number is None else self.inodes[number]

    def create(self, name: str) -> int:
        self.inodes.append(Inode())
        self._change({name: len(self.inodes) - 1})
        return len(self.inodes) - 1

    def unlink(self, name: str) -> None:
        self._change({name: None})

    def rename(self, old: str, new: str) -> None:
        self._change({old: None, new: self.seen[old]})

    def exchange(self, one: str, other: str) -> None:
        self._change({one: self.seen[other], other: self.seen[one]})

    def link(self, old: str, new: str) -> None:
        self._change({new: self.seen[old]})

    def sync(self, inode: Inode) -> None:
        if not self.ignores_data_syncs:
            inode.sync()

    def sync_folder(self, folder: str) -> None:
        """Makes the changes of a folder's names last, in their order."""
        if self.ignores_folder_syncs:
            return
        left = []
        for change in self.pending:
            if any(str(PurePosixPath(name).parent) == folder for name in change):
                set_names(self.disk, change)
            else:
                left.append(change)
        self.pending = left

    def _change(self, change: dict[str, int | None]) -> None:
        self.pending.append(change)
        set_names(self.seen, change)

    def crash(self, chance: random.Random) -> dict[str, bytes]:
        """One of the states that the disk may be in if the power goes now."""
        names = dict(self.disk)
        # A journaling file system keeps the first changes; others keep any whose names have none missing before.
        cut = chance.randint(0, len(self.pending)) if chance.random() < 0.5 else None
        dropped: set[str] = set()
        for place, change in enumerate(self.pending):
            is_kept = place < cut if cut is not None else chance.random() < 0.5
            if is_kept and dropped.isdisjoint(change):
                set_names(names, change)
            else:
                dropped |= change.keys()
        style = chance.choice(("none", "all", "first", "some", "most"))
        unit = chance.choice((SECTOR, PAGE))
        return {
            name: survivor(self.inodes[number], chance, style, unit) for name, number in sorted(names.items())}


def set_names(names: dict[str, int], change: dict[str, int | None]) -> None:
    for name, number in change.items():
        if number is None:
            names.pop(name, None)
        else:
            names[name] = number


def survivor(inode: Inode, chance: random.Random, style: str, unit: int) -> bytes:
    """The file's bytes after a crash: each unit is as it was on disk, or as it was after one of the writes to it."""
    if not inode.pending or style == "none":
        return inode.disk
    if style == "all":
        return bytes(inode.seen)
    writes = inode.pending
    last = chance.randint(0, len(writes)) if style == "first" else len(writes)
    kept = {"first": 1.0, "some": 0.5, "most": 0.9}[style]
    length = max([len(inode.disk), len(inode.seen)] + [at + len(data or b"") for at, data in writes])
    touching: dict[int, list[int]] = {}
    for place, (at, data) in enumerate(writes[:last]):
        end = length if data is None else at + len(data)
        for number in range(at // unit, -(-end // unit)):
            touching.setdefault(number, []).append(place)
    content = bytearray(inode.disk) + bytes(length - len(inode.disk))
    for number, places in touching.items():
        # The write under way at the crash is torn: each of its units is on disk or not.
        is_torn = style == "first" and places[-1] == last - 1 and chance.random() < 0.5
        count = len(places) - is_torn if chance.random() < kept else chance.randint(0, len(places))
        start, stop = number * unit, min(length, (number + 1) * unit)
        for place in places[:count]:
            at, data = writes[place]
            if data is None:
                content[max(start, at):stop] = bytes(max(0, stop - max(start, at)))
            else:
                low, high = max(start, at), min(stop, at + len(data))
                if low < high:
                    content[low:high] = data[low - at:high - at]
    sizes = [len(inode.disk)]
    for at, data in writes[:last]:
        sizes.append(at if data is None else max(sizes[-1], at + len(data)))
    return bytes(content[:sizes[-1] if style == "first" or chance.random() < kept else chance.choice(sizes)])
