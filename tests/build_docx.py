"""Real Word files for tests: a sample as somebody would have typed it, with automatic numbers and merged cells.

`word_file` writes any blocks; `package` puts together a file of hand-written XML.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Any, Final

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from govtask_cli.document import Block, Cell, Label, Paragraph, Table
from govtask_cli.grammar.markers import marker
from govtask_cli.readers.word_counting import counted
from originals import Grid, original, spanned

_NUMERAL: Final = re.compile("[0-9]+|[一二三四五六七八九十百零〇]+")
_FORMS: Final = ("decimal", "chineseCounting", "chineseCountingThousand")


class WordFile:
    """A Word document that grows."""

    def __init__(
        self, *, numbers: bool = True, blanks: bool = False, overrides: bool = True, size: float = 11
    ) -> None:
        """numbers: write markers as automatic numbers. blanks: keep blank lines as blank paragraphs. overrides: lists
        start anew as Word does it; without, as LibreOffice can save it (a list of its own each time). size: of type,
        in points."""
        self.numbers, self.blanks, self.overrides = numbers, blanks, overrides
        self.document: Any = docx.Document()
        self.document.styles["Normal"].font.size = Pt(size)
        self._numbering: Any = self.document.part.numbering_part.element
        self._lists: dict[tuple[str, str], tuple[int, int]] = {}
        self._counters: dict[int, int] = {}
        self._ids = 1000

    def bytes(self) -> bytes:
        """The file."""
        held = io.BytesIO()
        self.document.save(held)
        return held.getvalue()

    def block(self, block: Block) -> None:
        """A further paragraph or table."""
        if isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Paragraph):
            for _ in range(block.gap if self.blanks else 0):
                self.document.add_paragraph()
            self.paragraph(self.document.add_paragraph(), block.text.plain)

    def labels(self, labels: Sequence[Label]) -> None:
        """The metadata block of a page: a table of names and values."""
        pairs = [text.plain for label in labels for text in (label.name, label.value)]
        table = self.document.add_table(0, 4)
        table.style = "Table Grid"
        for at in range(0, len(pairs), 4):
            row = [*pairs[at : at + 4], "", ""][:4]
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.paragraphs[0].add_run(text)
        self.document.add_paragraph()

    def paragraph(self, paragraph: Any, text: str) -> None:
        """The runs of a paragraph; a marker at its head becomes an automatic number."""
        found = marker(text) if self.numbers else None
        if found is not None and found.kind != "一是":
            raw = text[: found.end].strip()
            numeral = _NUMERAL.search(raw)
            form = next((f for f in _FORMS if numeral and counted(found.number, f) == numeral[0]), None)
            typed = raw[-1].isalnum() and text[found.end - 1] == "\u3000"  # a blank that Word does not print
            if numeral is not None and form is not None and len(text) > found.end and not typed:
                pattern = raw[: numeral.start()] + "%1" + raw[numeral.end() :]
                self._numbered(paragraph, pattern, form, found.number)
                text = text[found.end :]
        half = len(text) // 2
        for piece in (text[:half], text[half:]):
            if piece:
                paragraph.add_run(piece)

    def table(self, block: Table) -> None:
        """A table with its merged cells; Word has a paragraph behind every table."""
        grid = spanned(block)
        table = self.document.add_table(0, len(grid[0]))
        table.style = "Table Grid"
        seen: set[int] = set()
        for at, row in enumerate(grid):
            cells = list(table.add_row()._tr.tc_lst)
            column = 0
            while column < len(row):
                cell = row[column]
                span = sum(other is cell for other in row[column:]) if cell is not None else 1
                self._cell(cells[column], cell, span, grid, at, column, seen)
                for spare in cells[column + 1 : column + span]:
                    spare.getparent().remove(spare)
                column += span
        self.document.add_paragraph()

    def _cell(
        self,
        tc: Any,
        cell: Cell | None,
        span: int,
        grid: Grid,
        at: int,
        column: int,
        seen: set[int],
    ) -> None:
        properties = tc.get_or_add_tcPr()
        if span > 1:
            properties.width = properties.width * span
            properties.append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="{span}"/>'))
        if cell is None:
            return
        down = at + 1 < len(grid) and grid[at + 1][column] is cell
        if id(cell) in seen or down:
            value = "" if id(cell) in seen else ' w:val="restart"'
            properties.append(parse_xml(f"<w:vMerge {nsdecls('w')}{value}/>"))
        if id(cell) in seen:
            return
        seen.add(id(cell))
        paragraph = docx.text.paragraph.Paragraph(tc.p_lst[0], None)  # type: ignore[attr-defined]
        for line_at, line in enumerate(cell.text.plain.split("\n")):
            if line_at:
                paragraph = docx.text.paragraph.Paragraph(tc.add_p(), None)  # type: ignore[attr-defined]
            if self.numbers and column == 0 and line.isdecimal():
                self._numbered(paragraph, "%1", "decimal", int(line))
            else:
                self.paragraph(paragraph, line)

    def _numbered(self, paragraph: Any, pattern: str, form: str, number: int) -> None:
        """Make a paragraph the `number`th of a list; a list that does not come to it by itself starts anew."""
        abstract, current = self._lists.get((pattern, form)) or (0, 0)
        if not current or self._counters.get(abstract) != number - 1:
            abstract = abstract if abstract and self.overrides else self._abstract(pattern, form, number)
            current = self._ids = self._ids + 1
            override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{number}"/></w:lvlOverride>'
            self._numbering.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{current}"><w:abstractNumId w:val="{abstract}"/>'
                    f"{override if self.overrides else ''}</w:num>"
                )
            )
        self._lists[pattern, form] = abstract, current
        self._counters[abstract] = number
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{current}"/></w:numPr>')
        )

    def _abstract(self, pattern: str, form: str, number: int) -> int:
        self._ids += 1
        runs_on = pattern[-1].isalnum()  # 第1类: a blank must part it from its text
        suffix = ("tab", "space", "nothing")[self._ids % (2 if runs_on else 3)]
        first = self._numbering.find(qn("w:num"))
        first.addprevious(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self._ids}"><w:lvl w:ilvl="0">'
                f'<w:start w:val="{number}"/><w:numFmt w:val="{form}"/><w:suff w:val="{suffix}"/>'
                f'<w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
            )
        )
        return self._ids


def word_file(blocks: Iterable[Block], **how: Any) -> bytes:
    """A Word file that holds these blocks; `how` as in `WordFile`."""
    file = WordFile(**how)
    for is_label, group in groupby(blocks, key=lambda block: isinstance(block, Label)):
        if is_label:
            file.labels(list(group))  # type: ignore[arg-type]
        else:
            for block in group:
                file.block(block)
    return file.bytes()


@cache
def sample(stem: str, **how: Any) -> bytes:
    """A sample as a Word file; `how` as in `WordFile`."""
    return word_file(original(stem).blocks, **how)


_SIGNS: Final = re.compile(r"\[-(?P<deleted>.*?)-\]|\{\+(?P<inserted>.*?)\+\}|\{~(?P<hidden>.*?)~\}")


def marked(text: str) -> bytes:
    """A Word file with a paragraph for each line; [-…-] is a tracked deletion, {+…+} a tracked insertion, {~…~} hidden
    text."""
    return package("".join(p(_marked(line)) for line in text.splitlines()))


def _marked(line: str) -> str:
    runs: list[str] = []
    at = 0
    for match in _SIGNS.finditer(line):
        runs.append(r(line[at : match.start()]))
        at = match.end()
        if match["deleted"]:
            runs.append(deleted(match["deleted"]))
        elif match["inserted"]:
            runs.append(inserted(match["inserted"]))
        else:
            runs.append(r(match["hidden"], "<w:vanish/>"))
    return "".join((*runs, r(line[at:])))


_ROOTS: Final = {"header": "hdr", "footer": "ftr"}
SPACES: Final = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_TYPE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def package(body: str, **parts: str) -> bytes:
    """A Word file of hand-written XML: what stands in its body, and in the parts that are named (styles, numbering,
    header, footer, footnotes, endnotes, comments)."""
    relations, overrides = [], []
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for at, (kind, inner) in enumerate(parts.items()):
            root = _ROOTS.get(kind, kind)
            file.writestr(f"word/{kind}.xml", f"<w:{root} {SPACES}>{inner}</w:{root}>")
            relations.append(f'<Relationship Id="r{at}" Type="{_TYPE}{kind}" Target="{kind}.xml"/>')
            overrides.append(f'<Override PartName="/word/{kind}.xml" ContentType="{_CONTENT}{kind}+xml"/>')
        file.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        file.writestr("word/_rels/document.xml.rels", _relations("".join(relations)))
        file.writestr(
            "_rels/.rels",
            _relations(f'<Relationship Id="r" Type="{_TYPE}officeDocument" Target="word/document.xml"/>'),
        )
        file.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_CONTENT}document.main+xml"/>'
            f"{''.join(overrides)}</Types>",
        )
    return held.getvalue()


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def p(inner: str, properties: str = "") -> str:
    """A paragraph; a text without mark-up becomes its run."""
    inner = inner if "<" in inner or not inner else r(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def inserted(text: str) -> str:
    """A tracked insertion."""
    return f'<w:ins w:author="Zhen" w:date="2031-02-03T08:00:00Z">{r(text)}</w:ins>'


def deleted(text: str) -> str:
    """A tracked deletion."""
    run = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:del w:author="Zhen" w:date="2031-02-03T09:00:00Z">{run}</w:del>'


def in_list(number: int, level: int = 0) -> str:
    """The properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def tc(inner: str, properties: str = "") -> str:
    """A cell; a text without mark-up becomes its paragraph."""
    inner = inner if "<w:p>" in inner or "<w:tbl>" in inner else p(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(map(tc_if, cells))}</w:tr>"


def tc_if(cell: str) -> str:
    """A cell as it is, or of a text."""
    return cell if cell.startswith("<w:tc>") else tc(cell)


def tbl(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def level(at: int, form: str, text: str, *, start: int = 1, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, inner: str = "") -> str:
    """A list on an abstract list."""
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{inner}</w:num>'
