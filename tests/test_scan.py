"""Pages that are pictures: what is said without the extra, and what becomes of a page once its characters are known."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Sequence
from itertools import pairwise

import pytest

from build_pdf import PICTURE, PdfPage, pdf, shown
from build_scan import SIZE, line_of_glyphs, pictured
from command_line import invoke
from govtask_cli import pipeline
from govtask_cli.cli import progress
from govtask_cli.document import Document, Origin, Paragraph, Run, Text
from govtask_cli.errors import ReadError
from govtask_cli.lexicon import in_use
from govtask_cli.readers.geometry.layout import Grid, laid_out
from govtask_cli.readers.geometry.sheet import Rule, Sheet
from govtask_cli.readers.options import ReadOptions
from govtask_cli.readers.scan import boxes, recognition
from govtask_cli.readers.scan.boxes import Box
from govtask_cli.readers.scan.glyphs import Strip, glyphs_of
from govtask_cli.readers.scan.recognition import Reading

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0" + zlib.crc32(b"").to_bytes(4, "big")
NOTICE = """河湾区2031年重点工作任务分解
1.新建农村公路130公里。（责任单位：区交通局）
2.整治河道3条。（责任单位：区水务局）"""
PROSE = "新建农村公路130公里，改造危旧桥5座。"


def drawn(text: str) -> PdfPage:
    """A page with lines of text."""
    lines = [shown(72, 780 - 24 * at, line, 12) for at, line in enumerate(text.splitlines())]
    return PdfPage("".join(lines))


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which the extra is not installed."""
    monkeypatch.setattr(recognition, "MODULES", ("no_such_module_at_all",))


@pytest.mark.usefixtures("without_extra")
class TestWithoutTheExtra:
    @pytest.mark.parametrize(
        ("name", "data"),
        [("a.png", PNG), ("a.jpg", b"\xff\xd8\xff\xe0"), ("a.tif", b"II*\0"), ("b.tif", b"MM\0*")],
    )
    def test_a_picture_names_what_to_install(self, name: str, data: bytes) -> None:
        with pytest.raises(ReadError, match=r"pip install 'govtask-cli\[ocr\]'") as raised:
            pipeline.parse(data, name)
        assert "picture" in raised.value.cause

    def test_a_pdf_of_pictures_too(self) -> None:
        scan = PdfPage(PICTURE, picture=True)
        with pytest.raises(ReadError, match=r"pip install 'govtask-cli\[ocr\]'"):
            pipeline.parse(pdf([scan, scan]), "scan.pdf")

    def test_pages_with_text_are_read_and_the_others_told(self) -> None:
        result = pipeline.parse(pdf([drawn(NOTICE), PdfPage(PICTURE, picture=True)]), "mixed.pdf")
        assert len(result.tasks) == 2
        (finding,) = [each for each in result.findings if each.code == "READ030"]
        assert finding.origin == "第2页"

    def test_the_list_of_formats_names_the_extra(self) -> None:
        lines = invoke("formats").stdout.splitlines()
        for start in ("png ", "jpg ", "tif "):
            assert any(line.startswith(start) and "rapidocr" in line for line in lines)
        assert any(line.startswith("pdf ") and "扫描件" in line for line in lines)


class TestOrigins:
    def test_the_least_sure_line_counts(self) -> None:
        lines = [Origin(page=1, line=at, sure=sure) for at, sure in ((1, 0.99), (2, 0.61), (3, 0.97))]
        text = Text(Run("字", place, at) for at, place in enumerate(lines))
        assert text.origin.sure == 0.61
        assert str(text.origin) == "第1页第1–3行（识别，可信度61%）"

    def test_what_was_read_beside_it_keeps_it_marked(self) -> None:
        read, recognised = Origin(page=1, line=30), Origin(page=2, line=1, sure=0.9)
        assert str(read.to(recognised)).endswith("（识别，可信度90%）")
        assert str(recognised.to(Origin(page=3, line=1))).endswith("（识别，可信度90%）")

    def test_text_that_was_read_is_not_marked(self) -> None:
        assert "识别" not in str(Origin(page=1, line=3).to(Origin(page=1, line=4)))

    def test_every_value_of_a_task_is_marked(self) -> None:
        with in_use():
            result = pipeline.records(pictured("[picture]\n" + NOTICE))
        assert len(result.tasks) == 2
        for task in result.tasks:
            assert "识别，可信度99%" in task.origin
            assert task.origins
            assert all("识别" in origin for origin in task.origins.values())

    def test_a_document_with_text_has_no_mark(self) -> None:
        with in_use():
            result = pipeline.records(pictured(NOTICE))
        assert [task.origin for task in result.tasks] == ["第1页第2行", "第1页第3行"]
        assert not result.findings


class TestDoubts:
    def test_a_character_in_doubt_is_named_with_its_line(self) -> None:
        with in_use():
            result = pipeline.records(pictured("[picture]\n" + NOTICE.replace("130", "13[?]0")))
        (finding,) = [each for each in result.findings if each.code == "READ051"]
        assert "in doubt: 3;" in finding.message
        assert finding.origin.startswith("第1页第2行")
        assert result.tasks[0].content == "新建农村公路130公里。"

    def test_the_width_of_punctuation_is_no_doubt(self) -> None:
        with in_use():
            result = pipeline.records(pictured("[picture]\n" + NOTICE.replace("（", "（[?]")))
        assert [each.code for each in result.findings] == ["READ050"]

    def test_many_doubts_are_summed_up(self) -> None:
        many = "\n".join(f"{at}.新[?]建水厂{at}座。（责任单位：区水务局）" for at in range(1, 250))
        notes = [note for note in pictured("[picture]\n" + many).notes if note.kind == "doubtful_text"]
        assert len(notes) == 201
        assert "49 lines" in notes[-1].message

    def test_kept_and_dropped_are_what_was_read(self) -> None:
        with in_use():
            cover = pipeline.records(pictured("[picture]\n" + NOTICE.replace("130", "13[?]0"))).coverage
        assert cover.read == len("".join(NOTICE.split())) == cover.used + cover.dropped + cover.unexplained


def strip(text: str, left: int, top: int, em: float = 24.0, jitter: Sequence[float] = ()) -> Strip:
    """A strip as the recognition tells it: the middles of the characters, each a little off."""
    middles, x = [], 0.0
    for at, char in enumerate(text):
        wide = em * (0.5 if char.isascii() else 1.0)
        middles.append(x + wide / 2 + (jitter[at % len(jitter)] if jitter else 0.0))
        x += wide
    box = Box(left, top, left + round(x), top + round(em * 1.28))
    return Strip(box, Reading(text, tuple(middles), (0.99,) * len(text)), float(left), left + x)


class TestGlyphs:
    def test_han_characters_stand_at_equal_distances(self) -> None:
        glyphs = glyphs_of([strip("责任单位区交通局", 100, 50, jitter=(3, -4, 2, 0, -3))])
        steps = [b.left - a.left for a, b in pairwise(glyphs)]
        assert max(steps) - min(steps) < 3.0
        assert all(abs(glyph.size - 24) < 2 for glyph in glyphs)

    def test_jitter_makes_no_blanks(self) -> None:
        strips = [strip(PROSE, 100, 50 + 40 * at, jitter=(3, -4, 2, 0, -3)) for at in range(3)]
        sheet = Sheet(1, 900, 600, {0: glyphs_of(strips)}, recognised=True)
        assert [line.text for line in laid_out(sheet).lines()] == [PROSE] * 3

    def test_lines_of_one_size_get_one_size(self) -> None:
        strips = [
            strip("责任单位区交通局", 100, 50, 24.0),
            strip("配合单位区水务局", 100, 90, 25.6),
            strip("标题标题标题", 100, 5, 40.0),
        ]
        sizes = sorted({round(glyph.size, 1) for glyph in glyphs_of(strips)})
        assert len(sizes) == 2

    def test_a_strip_of_blanks_gives_none(self) -> None:
        assert glyphs_of([strip("  ", 10, 10)]) == []


class TestBoxes:
    def test_a_rule_parts_a_box(self) -> None:
        wall = Rule(100.0, 0.0, 200.0)
        assert boxes.cut_at([Box(20, 40, 180, 70)], [wall], 24.0) == [
            Box(20, 40, 98, 70),
            Box(102, 40, 180, 70),
        ]
        assert boxes.cut_at([Box(20, 240, 180, 270)], [wall], 24.0) == [Box(20, 240, 180, 270)]
        assert boxes.cut_at([Box(20, 40, 104, 70)], [wall], 24.0) == [Box(20, 40, 98, 70)]

    def test_boxes_that_share_a_line_are_one(self) -> None:
        assert boxes.merged([Box(10, 10, 60, 40), Box(50, 11, 90, 41)]) == [Box(10, 10, 90, 41)]
        apart = [Box(10, 10, 60, 40), Box(10, 38, 60, 68)]
        assert boxes.merged(apart) == apart

    def test_slivers_and_boxes_in_boxes_are_none(self) -> None:
        whole = Box(10, 10, 200, 40)
        assert boxes.sound([whole, Box(20, 12, 60, 38), Box(300, 10, 380, 13)], 24.0) == [whole]


def test_a_ruled_table_of_a_picture_is_a_grid() -> None:
    glyphs = [
        *line_of_glyphs("序号", 100.0),
        *(g._replace(left=g.left + 100, right=g.right + 100) for g in line_of_glyphs("任务", 100.0)),
    ]
    across = tuple(Rule(y, 66.0, 260.0) for y in (84.0, 108.0))
    down = tuple(Rule(x, 84.0, 108.0) for x in (66.0, 160.0, 260.0))
    (grid,) = laid_out(Sheet(1, 595, 842, {0: glyphs}, across=across, down=down, recognised=True)).items
    assert isinstance(grid, Grid)
    assert [[line.text for line in cell] for cell in grid.lines] == [["序号"], ["任务"]]
    assert all(line.sure == pytest.approx(0.99) for cell in grid.lines for line in cell)


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class TestProgress:
    def test_the_bar_is_drawn_on_a_terminal_and_removed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        show = progress.shown()
        assert show is not None
        show("扫描.pdf", 1, 4)
        assert "扫描.pdf [######" in terminal.getvalue()
        assert "page 2 of 4" in terminal.getvalue()
        show("扫描.pdf", 4, 4)
        assert terminal.getvalue().endswith("\r\x1b[K")

    def test_nowhere_else(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stderr", io.StringIO())
        assert progress.shown() is None
        monkeypatch.setattr(sys, "stderr", None)
        assert progress.shown() is None

    def test_options_that_only_differ_in_it_are_equal(self) -> None:
        assert ReadOptions(page_read=progress.draw) == ReadOptions()


def test_the_builder_builds_a_document() -> None:
    document = pictured("[picture]\n河湾区")
    assert isinstance(document, Document)
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    assert block.text.plain == "河湾区"
    assert block.text.origin.box is not None
    assert block.text.origin.box[0] == pytest.approx(72.0)
    assert block.text.origin.box[3] - block.text.origin.box[1] == pytest.approx(SIZE)
