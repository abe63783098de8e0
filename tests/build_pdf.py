"""PDF files for tests, byte by byte: what a writer of PDF may do, without a library that does it always alike."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from typeset import Leaf

# CIDs 1 to 95 of Adobe-GB1 are ASCII at its own width; here it is half an em wide.
_FONTS = """<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<<
/Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)
/Supplement 4 >> /DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6
/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"""
# A font that is not in the file, of which nobody says what its glyphs are.
_NAMELESS = """<< /Type /Font /Subtype /Type0 /BaseFont /Nameless /Encoding /Identity-H /DescendantFonts [<< /Type /Font
/Subtype /CIDFontType2 /BaseFont /Nameless /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>
/DW 1000 /CIDToGIDMap /Identity /FontDescriptor << /Type /FontDescriptor /FontName /Nameless /Flags 4 /ItalicAngle 0
/FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"""
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass
class PdfPage:
    """A page: its content stream in the words of PDF, its size, how it is turned, forms and pictures by name."""

    content: str = ""
    width: float = 595.0
    height: float = 842.0
    rotate: int = 0
    forms: dict[str, tuple[str, str]] = field(default_factory=dict)
    picture: bool = False
    crop: tuple[float, float, float, float] | None = None


def shown(x: float, y: float, text: str, size: float, turn: int = 0, font: str = "F") -> str:
    """A text at a place (y upwards), in quarter turns counterclockwise."""
    a, b = ((1, 0), (0, 1), (-1, 0), (0, -1))[turn % 4]
    code = text.encode("utf-16-be", "surrogatepass").hex()
    return f"BT /{font} {size:g} Tf {a} {b} {-b} {a} {x:.2f} {y:.2f} Tm <{code}> Tj ET\n"


def line(x: float, y: float, to_x: float, to_y: float) -> str:
    """A stroked line."""
    return f"{x:.2f} {y:.2f} m {to_x:.2f} {to_y:.2f} l S\n"


def thin(x: float, y: float, to_x: float, to_y: float) -> str:
    """The same line as a filled rectangle, as office programs draw borders."""
    left, bottom = min(x, to_x) - 0.25, min(y, to_y) - 0.25
    return f"{left:.2f} {bottom:.2f} {abs(to_x - x) + 0.5:.2f} {abs(to_y - y) + 0.5:.2f} re f\n"


def page_of(leaf: Leaf, *, filled: bool = False, turned: int = 0) -> PdfPage:
    """A page that was set. filled: its lines are thin rectangles. turned: quarters counterclockwise in which all of it
    is drawn, on a page that a viewer turns back."""
    draw = thin if filled else line
    parts = [draw(each.x, leaf.height - each.y, each.to_x, leaf.height - each.to_y) for each in leaf.strokes]
    parts += [shown(each.x, leaf.height - each.y, each.text, each.size, each.turn) for each in leaf.texts]
    content = "0.5 w\n" + "".join(parts)
    if not turned:
        return PdfPage(content, leaf.width, leaf.height)
    cosine, sine = ((1, 0), (0, 1), (-1, 0), (0, -1))[turned]
    width, height = (leaf.width, leaf.height) if turned == 2 else (leaf.height, leaf.width)
    shift = ((0, 0), (width, 0), (width, height), (0, height))[turned]
    matrix = f"{cosine} {sine} {-sine} {cosine} {shift[0]:g} {shift[1]:g} cm\n"
    return PdfPage(f"q {matrix}{content}Q\n", width, height, rotate=turned * 90)


PICTURE = "q 595 0 0 842 0 0 cm /Picture Do Q\n"
"""A picture over the whole page."""


def nameless(x: float, y: float, count: int, size: float = 12.0) -> str:
    """Glyphs for which no font of the file names a character."""
    code = "".join(f"{number + 40:04x}" for number in range(count))
    return f"BT /N {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{code}> Tj ET\n"


def marked(example: str) -> bytes:
    """A file of an example: ---- parts its pages, and what stands between [ and ] is drawn and no text."""
    pages: list[PdfPage] = []
    for part in example.split("----"):
        content, picture, y = "", False, 780.0
        for said in part.split("\n"):
            y -= 24
            if said == "[picture]":
                content, picture = PICTURE + content, True
            elif said == "[glyphs without characters]":
                content += nameless(72, y, 20)
            elif said == "[lines]":
                content += "".join(line(at % 500, at % 800, at % 500 + 3, at % 800) for at in range(70_000))
            elif said:
                content += shown(72, y, said, 12)
        pages.append(PdfPage(content, picture=picture))
    return pdf(pages)


def printed(leaves: Iterable[Leaf]) -> bytes:
    """A file of pages that were set."""
    return pdf(page_of(leaf) for leaf in leaves)


def pdf(pages: Iterable[PdfPage], *, password: str | None = None, pack: bool = True) -> bytes:
    """A whole file. password: it opens with this one only."""
    return _File(list(pages), password, pack).bytes()


class _File:
    """Objects, numbered as they are added."""

    def __init__(self, pages: Sequence[PdfPage], password: str | None, pack: bool) -> None:
        self.objects: list[bytes] = []
        self.pack = pack
        self.key = self.owner = self.user = b""
        self.id = hashlib.md5(b"govtask").digest()
        if password is not None:
            self._lock(password.encode("latin-1"))
        font = self.add(_FONTS.encode())
        self.add(_NAMELESS.encode())
        catalog, tree = len(self.objects) + 1, len(self.objects) + 2
        self.objects += [b"", b""]
        kids = [self._page(page, font, tree) for page in pages]
        self.objects[catalog - 1] = f"<< /Type /Catalog /Pages {tree} 0 R >>".encode()
        listed = " ".join(f"{kid} 0 R" for kid in kids)
        self.objects[tree - 1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>".encode()
        self.catalog = catalog

    def add(self, body: bytes) -> int:
        self.objects.append(body)
        return len(self.objects)

    def _stream(self, data: bytes, words: str = "") -> int:
        number = len(self.objects) + 1
        packed = zlib.compress(data) if self.pack else data
        how = "/Filter /FlateDecode " if self.pack else ""
        if self.key:
            packed = _rc4(self._key_of(number), packed)
        head = f"<< {words} {how}/Length {len(packed)} >>\nstream\n".encode()
        return self.add(head + packed + b"\nendstream")

    def _page(self, page: PdfPage, font: int, tree: int) -> int:
        fonts = f"/Font << /F {font} 0 R /N {font + 1} 0 R >>"
        named = []
        for name, (matrix, content) in page.forms.items():
            words = (
                f"/Type /XObject /Subtype /Form /BBox [-5000 -5000 5000 5000] /Matrix [{matrix}] "
                f"/Resources << {fonts} >>"
            )
            named.append(f"/{name} {self._stream(content.encode(), words)} 0 R")
        if page.picture:
            words = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
            named.append(f"/Picture {self._stream(bytes([200]), words)} 0 R")
        content = self._stream(page.content.encode())
        crop = f"/CropBox [{' '.join(f'{each:g}' for each in page.crop)}] " if page.crop else ""
        body = (
            f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {page.width:g} {page.height:g}] {crop}"
            f"/Rotate {page.rotate} /Contents {content} 0 R /Resources << {fonts} /XObject << {' '.join(named)} >> >> >>"
        )
        return self.add(body.encode())

    def _lock(self, password: bytes) -> None:
        """The standard handler, revision 2: RC4 with 40 bits."""
        padded = (password + _PAD)[:32]
        self.owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
        rights = (-4).to_bytes(4, "little", signed=True)
        self.key = hashlib.md5(padded + self.owner + rights + self.id).digest()[:5]
        self.user = _rc4(self.key, _PAD)

    def _key_of(self, number: int) -> bytes:
        return hashlib.md5(self.key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]

    def bytes(self) -> bytes:
        out = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self.objects, start=1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        begin = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        for place in places:
            out += f"{place:010d} 00000 n \n".encode()
        locked = ""
        if self.key:
            locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{self.owner.hex()}> /U <{self.user.hex()}> >> "
        names = f"/ID [<{self.id.hex()}> <{self.id.hex()}>] "
        out += f"trailer\n<< /Size {len(places) + 1} /Root {self.catalog} 0 R {locked}{names}>>\n".encode()
        out += f"startxref\n{begin}\n%%EOF\n".encode()
        return bytes(out)


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
