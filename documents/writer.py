"""Writing a PDF without holding it: objects as they come, the table of their places at the end."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

#: Of the table: kind (1 in its place, 2 packed in another object), place or the other object, index in it.
ROW = struct.Struct(">BQH")
#: A string (in which digits mean nothing) or a reference.
STRING_OR_REFERENCE = re.compile(
    rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f]*>|(?<![\w./])(\d+) (\d+) R\b", re.DOTALL
)


@dataclass(frozen=True)
class Renumber:
    """Numbers of a part → numbers of the whole."""

    offset: int
    elsewhere: Mapping[int, int]

    def of(self, number: int) -> int:
        return self.elsewhere.get(number, number + self.offset)

    def reference(self, number: int) -> bytes:
        return b"%d 0 R" % self.of(number)

    def in_text(self, text: bytes) -> bytes:
        return STRING_OR_REFERENCE.sub(self._put, text)

    def _put(self, found: re.Match[bytes]) -> bytes:
        """Called a million times for a city, so it does by itself what ``reference`` does."""
        digits = found[1]
        if digits is None:
            return found[0]
        number = int(digits)
        return b"%d 0 R" % self.elsewhere.get(number, number + self.offset)


class Fragment:
    """Objects whose numbers begin at ``first``: streams written at once, others packed by hundreds."""

    PACK = 400

    def __init__(self, file: BinaryIO, first: int) -> None:
        self.file = file
        self.position = 0
        self.first = self.next_number = first
        self.packed: list[tuple[int, bytes]] = []
        self.streams: list[int] = []
        self.table = bytearray()

    def reserve(self) -> int:
        """A number for an object that is written later."""
        return self.reserve_many(1) + 1

    def reserve_many(self, count: int) -> int:
        """So many numbers; the first is one more than what is returned."""
        offset = self.next_number - 1
        self.next_number += count
        self.table.extend(bytes(ROW.size * count))
        return offset

    def add_new(self, text: bytes) -> int:
        """An object with the next number."""
        number = self.reserve()
        self.add(number, text)
        return number

    def add(self, number: int, text: bytes) -> None:
        """An object that is no stream."""
        self.packed.append((number, text))
        if len(self.packed) >= self.PACK:
            self.flush()

    def add_stream(self, number: int, keys: bytes, raw: bytes) -> None:
        """A stream, encoded already as its keys say."""
        self.streams.append(number)
        self._place(number, 1, self.position)
        self.write(b"%d 0 obj\n<< %s /Length %d >>\nstream\n" % (number, keys, len(raw)))
        self.write(raw)
        self.write(b"\nendstream\nendobj\n")

    def flush(self) -> None:
        """Write the objects that wait to be packed."""
        if not self.packed:
            return
        packed, self.packed = self.packed, []
        number = self.reserve()
        heads, place = [], 0
        for index, (member, text) in enumerate(packed):
            heads.append(b"%d %d" % (member, place))
            place += len(text) + 1
            self._place(member, 2, number, index)
        head = b" ".join(heads) + b"\n"
        body = zlib.compress(head + b"\n".join(text for _number, text in packed), 6)
        keys = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(packed), len(head))
        self.add_stream(number, keys, body)

    def write(self, data: bytes) -> None:
        self.file.write(data)
        self.position += len(data)

    def _place(self, number: int, kind: int, place: int, index: int = 0) -> None:
        ROW.pack_into(self.table, (number - self.first) * ROW.size, kind, place, index)


class Writer(Fragment):
    """A whole document, from its first bytes to the table of all places."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, 0)
        self.digest = hashlib.sha256()
        self.reserve()
        self._place(0, 0, 0, 65535)
        self.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def write(self, data: bytes) -> None:
        super().write(data)
        self.digest.update(data)

    def skip_to(self, number: int) -> None:
        """Leave the numbers before this one unused."""
        self.reserve_many(number - self.next_number)

    def paste(self, table: bytes, streams: Iterable[int], body: bytes) -> None:
        """A fragment that begins at the next number, byte for byte; its streams move to where it comes."""
        first = self.next_number
        rows = bytearray(table)
        for number in streams:
            at = (number - first) * ROW.size
            kind, place, index = ROW.unpack_from(rows, at)
            ROW.pack_into(rows, at, kind, place + self.position, index)
        self.next_number += len(rows) // ROW.size
        self.table += rows
        self.write(body)

    def finish(self, catalog: int, info: bytes) -> None:
        """The table of places, and the end."""
        self.flush()
        number = self.reserve()
        self._place(number, 1, self.position)
        table = zlib.compress(bytes(self.table), 6)  # 9 takes ten times as long and saves a hundredth
        start = self.position
        identifier = self.digest.hexdigest()[:32].encode()
        self.write(
            b"%d 0 obj\n<< /Type /XRef /W [1 8 2] /Size %d /Root %d 0 R /Info %s /ID [<%s> <%s>]"
            b" /Filter /FlateDecode /Length %d >>\nstream\n"
            % (number, self.next_number, catalog, info, identifier, identifier, len(table))
        )
        self.write(table)
        self.write(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)
