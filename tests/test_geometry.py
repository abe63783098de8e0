"""Pages as glyphs and rules: small pages in, lines, cells and paragraphs out. No file format is needed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.geometry.furniture import without_furniture
from govtask_cli.readers.geometry.lattice import lattices
from govtask_cli.readers.geometry.layout import Flow, Grid, Page, laid_out
from govtask_cli.readers.geometry.lines import lines_of
from govtask_cli.readers.geometry.paragraphs import frame_of, goes_on, paragraphs_in, relation
from govtask_cli.readers.geometry.sheet import Glyph, Rule, Sheet, place, upright
from govtask_cli.readers.geometry.tables import cells_of, paddings
from govtask_cli.readers.geometry.writing import write
from govtask_cli.repair.radicals import folded


def glyphs(
    text: str, left: float = 72.0, base: float = 100.0, size: float = 10.0, room: float = 0.0
) -> list[Glyph]:
    """A line of glyphs; ASCII is half as wide, `room` stands between all. A ~ is room of an em, nothing drawn."""
    found: list[Glyph] = []
    for char in text:
        wide = size / 2 if char.isascii() and char != "~" else size
        if char != "~":
            found.append(Glyph(char, left, left + wide, base, size))
        left += wide + room
    return found


def page(*lines: tuple[str, float, float], number: int = 1, rules: Sequence[Rule] = ()) -> Page:
    """A page of lines (text, left, base line) of 10 points."""
    drawn = [glyph for text, left, base in lines for glyph in glyphs(text, left, base)]
    return laid_out(Sheet(number, 595.0, 842.0, {0: drawn}, across=tuple(rules)))


def box(xs: Sequence[float], ys: Sequence[float]) -> tuple[list[Rule], list[Rule]]:
    """The rules of a plain table."""
    return [Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in xs]


class TestLines:
    @pytest.mark.parametrize(
        ("drawn", "text"),
        [
            (glyphs("新建水厂2座"), "新建水厂2座"),
            (glyphs("市~~长"), "市  长"),
            (glyphs("责任单位 区水务局"), "责任单位 区水务局"),
            (glyphs("某某市人民政府文件", room=6), "某某市人民政府文件"),
            (glyphs("PM 2"), "PM 2"),
            ([*glyphs("PM", 72), *glyphs("2.5", 84)], "PM 2.5"),
            ([*glyphs("区", 72), *glyphs("区", 72.4), *glyphs("县", 82)], "区县"),
            ([*glyphs("平方", 72), *glyphs("2", 92, 96, 6), *glyphs("米", 96)], "平方2米"),
            ([*glyphs("市委办", 72, room=1), *glyphs("市府办", 110, room=1)], "市委办 市府办"),
        ],
    )
    def test_room_is_a_blank_where_it_is_no_setting(self, drawn: list[Glyph], text: str) -> None:
        (line,) = lines_of(drawn)
        assert line.text == text

    def test_lines_come_from_top_to_bottom(self) -> None:
        assert [line.text for line in lines_of([*glyphs("乙", base=120), *glyphs("甲", base=100)])] == [
            "甲",
            "乙",
        ]

    def test_pieces_stand_apart(self) -> None:
        (line,) = lines_of(glyphs("甲~~~~乙"))
        assert [line.text[piece.begin : piece.end] for piece in line.pieces] == ["甲", "乙"]

    @pytest.mark.parametrize(
        ("text", "least", "most"),
        [
            ("局、区", 20, 20),
            ("（甲", 20, 20),
            ("2031年", 20, 20),
            ("成“甲", 10, 30),
            ("元，3条", 20, 25),
            ("克/升", 15, 25),
        ],
    )
    def test_the_head_of_a_line_is_what_no_line_end_parts(self, text: str, least: float, most: float) -> None:
        (line,) = lines_of(glyphs(text))
        assert line.head == (least, most)


class TestLattice:
    def test_a_missing_wall_is_a_merged_cell(self) -> None:
        across, down = box([0, 100, 200], [0, 20, 40])
        across[1] = Rule(20, 100, 200)
        (found,) = lattices(across, down) or []
        assert [tuple(region) for region in found.regions] == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]
        assert found.rows == ((0, 1), (0, 2))

    def test_double_lines_are_one(self) -> None:
        across, down = box([0, 100, 200], [0, 20, 40])
        across += [Rule(rule.at + 1.5, rule.begin, rule.end) for rule in across]
        down += [Rule(rule.at - 1.5, rule.begin, rule.end) for rule in down]
        (found,) = lattices(across, down) or []
        assert len(found.regions) == 4

    def test_tables_below_one_another_keep_their_own_places(self) -> None:
        upper, lower = box([0, 100, 200], [0, 20, 40]), box([0, 98, 200], [60, 80, 100])
        found = lattices([*upper[0], *lower[0]], [*upper[1], *lower[1]]) or []
        assert [lattice.xs for lattice in found] == [(0, 100, 200), (0, 98, 200)]

    def test_a_wall_that_steps_aside_is_one(self) -> None:
        across, down = box([0, 100, 200], [0, 20, 60])
        stepped = [down[0], Rule(100, 0, 20), Rule(101.5, 40, 60), down[2], Rule(99, 20, 34)]
        (found,) = lattices(across, stepped) or []
        assert len(found.xs) == 3

    def test_pieces_of_a_line_are_one(self) -> None:
        across, down = box([0, 100, 200], [0, 20, 40])
        dashed = [Rule(20, x, x + 4) for x in range(0, 200, 6)]
        (found,) = lattices([across[0], *dashed, across[2]], down) or []
        assert len(found.regions) == 4

    def test_sides_may_be_open(self) -> None:
        across, _ = box([0, 100, 200], [0, 20, 40])
        (found,) = lattices(across, [Rule(100, 0, 40)]) or []
        assert found.xs == (0, 100, 200)
        assert len(found.regions) == 4

    def test_a_frame_is_no_table(self) -> None:
        assert lattices(*box([0, 200], [0, 200])) == []

    def test_what_is_no_rectangle_is_parted(self) -> None:
        across, down = box([0, 100, 200], [0, 20, 40])
        across[1] = Rule(20, 100, 200)
        down[1] = Rule(100, 0, 20)
        (found,) = lattices(across, down) or []
        assert sorted(tuple(region) for region in found.regions) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)]

    def test_a_page_full_of_lines_is_no_table(self) -> None:
        across = [Rule(float(y * 7), 0, 5000) for y in range(5000)]
        assert lattices(across, [Rule(0, 0, 5000)]) is None


class TestParagraphs:
    def test_a_line_goes_on_where_the_next_word_had_no_room(self) -> None:
        upper, lower, short = lines_of(
            [*glyphs("一二三四五六", base=100), *glyphs("七八", base=115), *glyphs("2031年", base=130)]
        )
        assert goes_on(upper, lower, upper.right + 9)
        assert not goes_on(upper, lower, upper.right + 15)
        assert goes_on(upper, short, upper.right + 15)

    def test_an_item_behind_a_stop_is_one(self) -> None:
        upper, lower = lines_of([*glyphs("已完成选址。", base=100), *glyphs("2.正在施工", base=115)])
        assert not goes_on(upper, lower, upper.right)

    def test_a_cell_gives_its_paragraphs(self) -> None:
        lines = ["1.主体结构", "已完成。", "2.绿化工程", "正在施工，", "完成六成。"]
        drawn = [glyph for at, text in enumerate(lines) for glyph in glyphs(text, base=100.0 + 15 * at)]
        found = paragraphs_in(lines_of(drawn), 72, 124)
        assert ["".join(line.text for line in one) for one in found] == [
            "1.主体结构已完成。",
            "2.绿化工程正在施工，完成六成。",
        ]

    def test_an_indent_opens_a_paragraph(self) -> None:
        rows = [
            ("推进甲乙丙丁戊己庚辛，壬癸", 92),
            ("子丑寅卯辰巳午未申，酉戌亥天", 72),
            ("推进水库建设，完成投资甲乙", 92),
        ]
        found = page(*((text, left, 100.0 + 18 * at) for at, (text, left) in enumerate(rows)))
        lines = list(found.flowing())
        frame = frame_of(lines * 3, 300.0)
        assert relation(lines[0], lines[1], lines[0], frame, same_page=True) == "rest"
        assert relation(lines[1], lines[2], lines[0], frame, same_page=True) == "new"

    def test_radicals_are_characters(self) -> None:
        assert folded("⻔⼾⻋⻢、⾦額") == "门户车马、金額"


def blocks(pages: Sequence[Page]) -> list[str]:
    """The paragraphs of pages, and the rows of their tables with bars between the cells."""
    assembly = Assembly()
    write(pages, assembly, "test")
    said: list[str] = []
    for block in assembly.blocks:
        grid = getattr(block, "grid", None)
        if grid is None:
            said.append(block.text.plain)  # type: ignore[union-attr]
        else:
            said += ["|".join(cell.text.plain if cell is not None else "" for cell in row) for row in grid]
    return said


LONG = "推进城乡融合发展，加快补齐公共服务短板，持续改善人居环境，不断提升群众生活品质"
"""A full line of 40 characters."""


class TestPages:
    def test_a_paragraph_goes_on_over_a_page(self) -> None:
        first = page((LONG[:38], 117, 700), (LONG, 97, 718), (LONG, 97, 736))
        second = page(("和水平。", 97, 90), (LONG[:38], 117, 108), number=2)
        assert blocks([first, second]) == [LONG[:38] + LONG * 2 + "和水平。", LONG[:38]]

    def test_page_numbers_and_running_heads_are_no_text(self) -> None:
        pages = [
            page(
                ("某区政府公报", 72, 40),
                (f"第{number}项任务。", 92, 100),
                (f"— {number} —", 280, 800),
                number=number,
            )
            for number in (1, 2, 3)
        ]
        cleared, dropped = without_furniture(pages)
        assert [[line.text for line in each.flowing()] for each in cleared] == [
            [f"第{n}项任务。"] for n in (1, 2, 3)
        ]
        assert sorted({gone.kind for gone in dropped}) == ["page_header", "page_number"]

    def test_a_title_that_comes_again_on_every_page_is_text(self) -> None:
        pages = [
            page(("重点工作完成情况", 200, 90), (f"第{number}项任务。", 92, 130), number=number)
            for number in (1, 2, 3)
        ]
        _, dropped = without_furniture(pages)
        assert not dropped

    def test_a_figure_in_the_body_is_no_page_number(self) -> None:
        _, dropped = without_furniture([page(("12", 72, 400), ("任务。", 92, 430))])
        assert not dropped

    def test_two_columns_are_read_one_after_the_other(self) -> None:
        left = [(LONG[:20], 72.0, 100.0 + 18 * at) for at in range(8)]
        right = [(LONG[20:40], 310.0, 100.0 + 18 * at) for at in range(8)]
        items = page(("公报二〇三一年第一期", 240, 60), *left, *right).items
        assert [(item.column, len(item.lines)) for item in items if isinstance(item, Flow)] == [
            (0, 1),
            (0, 8),
            (1, 8),
        ]

    def test_labels_beside_values_are_no_columns(self) -> None:
        rows = [("联系人：", 72.0, 100.0 + 18 * at) for at in range(8)]
        values = [("方圆", 310.0, 100.0 + 18 * at) for at in range(8)]
        items = page(*rows, *values).items
        assert [item.column for item in items if isinstance(item, Flow)] == [0]


class TestTables:
    def test_cells_hold_their_lines(self) -> None:
        across, down = box([72, 172, 272], [90, 110, 150])
        drawn = [
            *glyphs("甲", 80, 104),
            *glyphs("乙", 180, 104),
            *glyphs("丙丙", 80, 124),
            *glyphs("丁丁", 80, 139),
        ]
        found = laid_out(Sheet(1, 595, 842, {0: drawn}, across=tuple(across), down=tuple(down)))
        (grid,) = found.items
        assert isinstance(grid, Grid)
        rows = cells_of(grid, found, Assembly(), *paddings([grid]))
        assert [[cell.text.plain for cell in row] for row in rows] == [["甲", "乙"], ["丙丙\n丁丁", ""]]

    def test_columns_show_without_lines(self) -> None:
        rows = [
            ("序号~~~任务~~~~~~~~~~~~~~~~单位", 100),
            ("1~~~~~新建水厂两座，日供水十万~~~区水务局", 125),
            ("~~~~~~吨以上。", 140),
            ("2~~~~~整治河道。~~~~~~~~~~~区城管局", 165),
        ]
        drawn = [
            glyph
            for text, base in rows
            for glyph in glyphs(text.replace("1~", "1 ~").replace("2~", "2 ~"), 72, base)
        ]
        found = laid_out(Sheet(1, 595, 842, {0: drawn}))
        assert blocks([found]) == [
            "序号|任务|单位",
            "1|新建水厂两座，日供水十万吨以上。|区水务局",
            "2|整治河道。|区城管局",
        ]

    def test_tables_on_two_pages_get_the_same_columns(self) -> None:
        pages = []
        for number, xs in ((1, [72, 172, 272]), (2, [72, 172, 222, 272])):
            across, down = box(xs, [90, 110, 130])
            drawn = [glyph for x in xs[:-1] for base in (104, 124) for glyph in glyphs("甲", x + 5, base)]
            sheet = Sheet(number, 595, 842, {0: drawn}, across=tuple(across), down=tuple(down))
            pages.append(laid_out(sheet))
        assembly = Assembly()
        write(pages, assembly, "test")
        assert [len(block.grid[0]) for block in assembly.blocks if hasattr(block, "grid")] == [3, 3]


class TestTurning:
    @pytest.mark.parametrize("turn", [0, 1, 2, 3])
    def test_four_quarters_are_none(self, turn: int) -> None:
        size = (595.0, 842.0) if turn % 2 == 0 else (842.0, 595.0)
        x, y = place(*place(30.0, 40.0, turn, 595.0, 842.0), 4 - turn if turn else 0, *size)
        assert (x, y) == (30.0, 40.0)

    def test_a_page_stands_as_most_of_its_text(self) -> None:
        sheet = Sheet(
            1, 595, 842, {0: glyphs("甲"), 1: glyphs("乙丙丁")}, across=(Rule(100, 10, 20),), down=()
        )
        turned = upright(sheet)
        assert (turned.width, turned.height) == (842, 595)
        assert {way: len(found) for way, found in turned.glyphs.items()} == {3: 1, 0: 3}
        assert (turned.across, turned.down) == ((), (Rule(742, 10, 20),))
