"""What a HEIC says of itself before anything is decoded: how wide its pictures are, and in how many tiles (pure).

A file of a hundred kilobytes may name one small tile sixty thousand times. The decoder would draw each of them, so the
numbers are read here from the boxes of ISO/IEC 14496-12 and 23008-12. What cannot be read is not handed on.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# More boxes or items than any telephone writes into one file.
BOXES_MAX, ITEMS_MAX = 4_096, 2_048
GRID = b"grid"
# Pictures that are put together from others in ways that no camera uses.
STRANGE = frozenset({b"iovl", b"tili"})


class Unreadable(ValueError):
    """The boxes contradict themselves, or hold what no camera writes."""


@dataclass(frozen=True, slots=True)
class Declared:
    """The most pixels that any picture of the file is said to have, and of how many tiles all of them are made."""

    pixels: int
    tiles: int


@dataclass(frozen=True, slots=True)
class Extent:
    """A piece of an item: whether it stands in the box `idat` (else in the file), from where and how long."""

    in_idat: bool
    begins: int
    length: int


def declared(content: bytes) -> Declared:
    """What the file says of its pictures; raises `Unreadable`."""
    try:
        return _declared(content)
    except (struct.error, IndexError) as broken:
        raise Unreadable from broken


def _declared(content: bytes) -> Declared:
    meta = next((body for name, body in _boxes(content) if name == b"meta"), None)
    if meta is None:
        raise Unreadable
    inside = dict[bytes, bytes]()
    for name, body in _boxes(meta[4:]):
        inside.setdefault(name, body)
    kinds = _kinds(inside.get(b"iinf", b""))
    if STRANGE & set(kinds.values()):
        raise Unreadable
    places, idat = _places(inside.get(b"iloc", b"")), inside.get(b"idat", b"")
    sizes, tiles = _sizes(inside.get(b"iprp", b"")), 0
    for number, kind in kinds.items():
        if kind == GRID:
            many, pixels = _grid(_item(places.get(number, []), content, idat))
            tiles += many
            sizes.append(pixels)
    return Declared(max(sizes, default=0), tiles)


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each box that stands in a row."""
    at = 0
    for _ in range(BOXES_MAX):
        if at + 8 > len(content):
            return
        length, name = struct.unpack_from(">I4s", content, at)
        head = 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", content, at + 8)
            head = 16
        elif length == 0:
            length = len(content) - at
        if length < head:
            raise Unreadable
        yield name, content[at + head : at + length]
        at += length
    raise Unreadable


def _kinds(iinf: bytes) -> Mapping[int, bytes]:
    """The type of each item by its number."""
    if not iinf:
        return {}
    found = dict[int, bytes]()
    for name, body in _boxes(iinf[6 if iinf[0] == 0 else 8 :]):
        if name != b"infe" or body[0] < 2:
            continue
        wide = body[0] >= 3
        (number,) = struct.unpack_from(">I" if wide else ">H", body, 4)
        at = 4 + (4 if wide else 2) + 2
        if number in found or len(found) >= ITEMS_MAX:
            raise Unreadable
        found[number] = body[at : at + 4]
    return found


def _places(iloc: bytes) -> Mapping[int, list[Extent]]:
    """Where the pieces of each item stand."""
    if not iloc:
        return {}
    version, sizes = iloc[0], (iloc[4] >> 4, iloc[4] & 15, iloc[5] >> 4, iloc[5] & 15 if iloc[0] else 0)
    offset, length, base, index = sizes
    reader = _Reader(iloc, 6)
    found = dict[int, list[Extent]]()
    for _ in range(reader.number(4 if version == 2 else 2)):
        number = reader.number(4 if version == 2 else 2)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)
        begins = reader.number(base)
        extents = []
        for _ in range(reader.number(2)):
            reader.number(index)
            from_base, long = reader.number(offset), reader.number(length)
            extents.append(Extent(method == 1, begins + from_base, long))
        if method > 1 or number in found or len(found) >= ITEMS_MAX:
            raise Unreadable
        found[number] = extents
    return found


class _Reader:
    """Reads one whole number after the other; what is not there is an error."""

    def __init__(self, content: bytes, at: int) -> None:
        self.content, self.at = content, at

    def number(self, size: int) -> int:
        piece = self.content[self.at : self.at + size]
        if len(piece) < size:
            raise Unreadable
        self.at += size
        return int.from_bytes(piece, "big")


def _sizes(iprp: bytes) -> list[int]:
    """The pixels of every size that is declared, whichever picture it belongs to."""
    ipco = next((body for name, body in _boxes(iprp) if name == b"ipco"), b"")
    sizes = []
    for name, body in _boxes(ipco):
        if name == b"ispe":
            width, height = struct.unpack_from(">II", body, 4)
            sizes.append(width * height)
    return sizes


def _item(extents: list[Extent], content: bytes, idat: bytes) -> bytes:
    pieces = []
    for extent in extents[:8]:
        whole = idat if extent.in_idat else content
        ends = extent.begins + extent.length if extent.length else len(whole)
        pieces.append(whole[extent.begins : min(ends, extent.begins + 16)])
    return b"".join(pieces)


def _grid(item: bytes) -> tuple[int, int]:
    """Of how many tiles a grid is made, and how many pixels it has."""
    rows, columns = item[2] + 1, item[3] + 1
    width, height = struct.unpack_from(">II" if item[1] & 1 else ">HH", item, 4)
    return rows * columns, width * height
