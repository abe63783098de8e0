"""Zip containers (docx, xlsx, ods, ofd, zip) opened with care: bombs, paths and damage are refused by name."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from govtask_cli.errors import ReadError
from govtask_cli.readers.options import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHUNK: Final = 1 << 20
_SMALL: Final = 1 << 20
"""A part of up to so many bytes may have any ratio: a blank sheet of XML packs well."""
_PROLOG: Final = 4096
"""A document type stands before the root element."""
_UTF8: Final = 0x800
_UNICODE_PATH: Final = 0x7075
_DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error
)  # fmt: skip
"""What damaged zip files raise, and those packed in a way that Python does not know."""
_DAMAGED: Final = "fetch it again, or open it in its program and save it anew"


class Container:
    """The parts of a zip file. Real unpacked bytes are counted, whatever the directory of the file says."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise ReadError(name, f"a damaged zip container (压缩文件损坏): {error}", _DAMAGED) from error
        if len(infos) > limits.entries:
            self._refuse(f"it holds {len(infos)} parts, more than {limits.entries}")
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            if not info.is_dir():
                self._infos[_fresh(_name(info), self._infos)] = info

    @property
    def names(self) -> list[str]:
        """The names of the parts, in the order of the file; names in GBK are repaired, a second part of a name has
        ~2 behind it."""
        return list(self._infos)

    @property
    def unpacked(self) -> int:
        """How many bytes were unpacked so far."""
        return self._unpacked

    def sizes(self) -> list[int]:
        """How many bytes each part unpacks to at most, in the order of `names`: more than it states are not read."""
        return [info.file_size for info in self._infos.values()]

    def count_from(self, unpacked: int) -> None:
        """Count as if so many bytes had been unpacked so far."""
        self._unpacked = unpacked

    def head(self, part: str, size: int) -> bytes:
        """The first bytes of one part; fewer, or none, where it is encrypted or damaged."""
        info = self._infos.get(part)
        if info is None or info.flag_bits & 1:
            return b""
        try:
            with self._zip.open(info) as source:
                return source.read(size)
        except _DAMAGE:
            return b""

    def __contains__(self, part: object) -> bool:
        return part in self._infos

    def read(self, part: str) -> bytes:
        """The bytes of one part. Raises ReadError where it is missing, damaged, encrypted or too big."""
        info = self._infos.get(part)
        if info is None:
            raise ReadError(self.name, f"lacks its part {part} (文件不完整)", _DAMAGED)
        if info.flag_bits & 1:
            raise ReadError(self.name, "is encrypted (加密的压缩文件)", "unpack it with its password first")
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as source:
                while piece := source.read(_CHUNK):
                    size += len(piece)
                    self._unpacked += len(piece)
                    self._check(part, size, info.compress_size)
                    pieces.append(piece)
        except _DAMAGE as error:
            raise ReadError(self.name, f"part {part} is damaged (文件损坏): {error}", _DAMAGED) from error
        return b"".join(pieces)

    def xml(self, part: str) -> _Element:
        """The root element of an XML part; document types and entities are refused."""
        return parse_xml(self.read(part), self.name, part)

    def _check(self, part: str, size: int, packed: int) -> None:
        if size > self.limits.part:
            self._refuse(f"its part {part} unpacks to more than {self.limits.part >> 20} MB")
        if self._unpacked > self.limits.total:
            self._refuse(f"it unpacks to more than {self.limits.total >> 20} MB")
        if size > _SMALL and size > self.limits.ratio * max(packed, 1):
            self._refuse(f"its part {part} unpacks to more than {self.limits.ratio} times its size")

    def _refuse(self, why: str) -> None:
        cure = "if you trust the file, raise the limit with --max-unpacked"
        raise ReadError(self.name, f"looks like a zip bomb (压缩炸弹): {why}", cure)


def parse_xml(data: bytes, name: str, part: str) -> _Element:
    """The root element of XML bytes. Raises ReadError for what is damaged, or has a document type or entities."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(name, f"part {part} is no valid XML (文件损坏): {error}", _DAMAGED) from error
    if b"<!DOCTYPE" in data[:_PROLOG]:
        raise ReadError(
            name, f"part {part} declares a document type (DTD), which no office program writes", _DAMAGED
        )
    return root


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a part. Programs that do not say that a name is UTF-8 wrote it in UTF-8 (macOS) or in GBK (Windows),
    which was decoded as CP437 and is put right."""
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return info.filename
    told = _told(info.extra)
    if told is not None:
        return told
    try:
        raw = info.filename.encode("cp437")
    except UnicodeError:
        return info.filename
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeError:
            continue
    return info.filename


def _told(extra: bytes) -> str | None:
    """The name in UTF-8 that some programs put beside the one in the local encoding."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == _UNICODE_PATH and size > 5:
            try:
                return extra[9 : 4 + size].decode("utf-8")
            except UnicodeError:
                return None
        extra = extra[4 + size :]
    return None


def _fresh(name: str, taken: Collection[str]) -> str:
    """The name, or the name with a number where another part has it."""
    count, fresh = 1, name
    while fresh in taken:
        count += 1
        fresh = f"{name}~{count}"
    return fresh
