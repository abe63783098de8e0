"""What lines on pages belong together: by their places first, and where these do not tell, by their words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from build_ofd import OfdDocument, OfdPage, ofd
from govtask_cli import pipeline
from govtask_cli.document import Document, Origin, Paragraph, Run, Source, Text
from govtask_cli.lexicon import in_use
from govtask_cli.readers.assembly import Assembly
from govtask_cli.readers.geometry.furniture import without_furniture
from govtask_cli.readers.geometry.layout import Page, laid_out
from govtask_cli.readers.geometry.sheet import Sheet
from govtask_cli.readers.geometry.writing import write
from govtask_cli.repair import repair
from test_geometry import LONG, blocks, box, glyphs, page
from test_pdf import FIRST, SECOND, TASKS, TOP, contents, read, table

SHORT = "本区另行部署。"
STOPPED = LONG[:39] + "。"
"""A full line of 40 characters that ends a sentence."""


def written(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs of pages as the reader leaves them."""
    assembly = Assembly()
    write(pages, assembly, "test")
    return [block for block in assembly.blocks if isinstance(block, Paragraph)]


def sized(*lines: tuple[str, float, float, float]) -> Page:
    """A page of lines (text, left, base line, size)."""
    drawn = [glyph for text, left, base, size in lines for glyph in glyphs(text, left, base, size)]
    return laid_out(Sheet(1, 595.0, 842.0, {0: drawn}))


class TestPlaces:
    def test_an_indent_opens_a_paragraph_and_no_indent_goes_on(self) -> None:
        lines = [(text, left, 100.0 + 18 * at) for at, (text, left) in enumerate([
            (LONG[:37] + "。", 117.0), (SHORT, 97.0), (LONG[:38], 117.0), (SHORT, 97.0), (SHORT, 117.0), (SHORT, 117.0),
        ])]  # fmt: skip
        found = written([page(*lines)])
        assert [block.text.plain for block in found] == [
            LONG[:37] + "。" + SHORT, LONG[:38] + SHORT, SHORT, SHORT,
        ]  # fmt: skip
        assert [block.opens for block in found] == [True] * 4

    def test_a_big_title_goes_on_in_its_second_line(self) -> None:
        body = [(LONG[:38], 117.0, 260.0 + 15 * at, 10.0) for at in range(9)]
        title = [
            ("某某市人民政府办公室关于印发某某年重点工作任", 77.5, 130.0, 20.0),
            ("务分解的通知", 237.5, 160.0, 20.0),
        ]
        found = blocks([sized(*title, *body)])
        assert found[0] == "某某市人民政府办公室关于印发某某年重点工作任务分解的通知"

    def test_a_title_above_a_table_is_bigger_than_its_cells(self) -> None:
        title = [
            ("某某市某某年重点工作任务分解和责任落实情况一", 77.5, 130.0, 20.0),
            ("览表", 277.5, 160.0, 20.0),
        ]
        head = glyphs("序号~~~任务~~~~~~~~~~~~~~~~单位", 72, 200)
        rows = [glyphs(f"{n} ~~~~新建水厂两座，日供水十万~~~区水务局", 72, 200 + 30 * n) for n in (1, 2)]
        drawn = [glyph for text, left, base, size in title for glyph in glyphs(text, left, base, size)]
        drawn += [glyph for row in (head, *rows) for glyph in row]
        assert blocks([laid_out(Sheet(1, 595.0, 842.0, {0: drawn}))])[0].endswith("责任落实情况一览表")

    @pytest.mark.parametrize(
        ("upper", "lower", "joined"),
        [
            (LONG[:38] + "15%", "—20%以内。", LONG[:38] + "15%—20%以内。"),
            (LONG[:38] + "IC", "U床位。", LONG[:38] + "ICU床位。"),
            (LONG[:35] + " Smart", "City建设。", LONG[:35] + " Smart City建设。"),
        ],
    )
    def test_what_a_line_end_parts(self, upper: str, lower: str, joined: str) -> None:
        rest = [(LONG[:-1] + end, 97.0, 400.0 + 18 * at) for at, end in enumerate("甲乙丙丁")]
        found = page((upper, 97, 100), (lower, 97, 118), (SHORT, 97, 136), *rest)
        assert blocks([found])[0] == joined

    def test_room_of_one_em_is_a_wide_blank(self) -> None:
        assert [line.text for line in page(("第一类~水资源", 72, 100)).flowing()] == ["第一类\u3000水资源"]

    def test_blank_lines_are_counted_beside_the_room_between_paragraphs(self) -> None:
        bases = [100.0, 125.0, 150.0, 175.0, 225.0]
        assert [block.gap for block in written([page(*((SHORT, 72, base) for base in bases))])] == [
            0,
            0,
            0,
            0,
            1,
        ]

    def test_a_running_head_in_the_size_of_the_text(self) -> None:
        pages = [
            page(("内部资料", 72, 70), (f"第{n}项任务。", 92, 130), (f"第{n}页", 280, 810), number=n)
            for n in (1, 2)
        ]
        cleared, dropped = without_furniture(pages)
        assert [[line.text for line in each.flowing()] for each in cleared] == [
            ["第1项任务。"],
            ["第2项任务。"],
        ]
        assert [gone.kind for gone in dropped] == ["page_header", "page_number"] * 2

    def test_a_big_head_of_every_page_stays_once(self) -> None:
        def leaf(n: int) -> Page:
            drawn = [
                *glyphs("任务一览表", 240, 70, 16),
                *glyphs(LONG[:20], 72, 130),
                *glyphs(LONG[20:], 72, 148),
            ]
            return laid_out(Sheet(n, 595.0, 842.0, {0: drawn}))

        cleared, _ = without_furniture([leaf(1), leaf(2)])
        assert [sum(line.text == "任务一览表" for line in each.flowing()) for each in cleared] == [1, 0]


class TestMetadata:
    def test_names_and_values_without_lines_are_a_table(self) -> None:
        drawn = [
            *glyphs("发布机构", 72, 100), *glyphs("某某市人民政府办公", 150, 100), *glyphs("发文字号", 300, 100),
            *glyphs("某政办〔2031〕8号", 380, 100), *glyphs("室", 150, 113),
            *glyphs("成文日期", 72, 126), *glyphs("2031年3月2日", 150, 126), *glyphs("有效性", 300, 126),
            *glyphs("有效", 380, 126), *glyphs(LONG[:38], 92, 190), *glyphs(SHORT, 72, 208),
        ]  # fmt: skip
        found = blocks([laid_out(Sheet(1, 595.0, 842.0, {0: drawn}))])
        assert found[:2] == [
            "发布机构|某某市人民政府办公室|发文字号|某政办〔2031〕8号",
            "成文日期|2031年3月2日|有效性|有效",
        ]

    def test_one_line_of_names_and_values_is_enough(self) -> None:
        drawn = [
            *glyphs("索引号：", 72, 100), *glyphs("000451/2031-0001", 140, 100), *glyphs("发文字号：", 290, 100),
            *glyphs("某政办〔2031〕", 380, 100), *glyphs("8号", 380, 113), *glyphs(LONG[:38], 92, 190),
        ]  # fmt: skip
        found = blocks([laid_out(Sheet(1, 595.0, 842.0, {0: drawn}))])
        assert found[0] == "索引号：|000451/2031-0001|发文字号：|某政办〔2031〕8号"

    def test_names_with_their_values_right_behind_them_are_lines(self) -> None:
        lines = [
            "主办：区水务局~~会办：区财政局、区城管局~~办结：5月",
            "主办：区教育局~~会办：区住建局、区发改局~~办结：6月",
        ]
        drawn = [glyph for at, line in enumerate(lines) for glyph in glyphs(line, 72, 100 + 18 * at)]
        found = blocks([laid_out(Sheet(1, 595.0, 842.0, {0: drawn}))])
        assert [line.split() for line in found] == [line.replace("~", " ").split() for line in lines]


def mended(upper: str, lower: str) -> list[str]:
    """What becomes of two paragraphs of which the places say that they may be one."""
    texts = [Text((Run(text, Origin(page=1, line=at + 1), 0),)) for at, text in enumerate((upper, lower))]
    document = Document(
        Source("made.pdf", "", "pdf", None, 1), (Paragraph(texts[0]), Paragraph(texts[1], rest=True))
    )
    with in_use():
        return [block.text.plain for block in repair(document).blocks if isinstance(block, Paragraph)]


class TestWords:
    @pytest.mark.parametrize(
        ("upper", "lower"),
        [
            ("在肯定成绩的同时，我们也清醒地看到，还存在不少困难和", "问题：产业结构偏重，支撑不足。"),
            ("▲责任：区司法局（牵头）各执法部门（参与）▲时间：", "10月底前"),
            (LONG + "。", "各部门要加强协作，按月报送进展，年底前完成。"),
            ("（三）对2030年度全区招商引资工作成绩突出的12个先进集", "体、30名先进个人予以通报表扬。"),
        ],
    )
    def test_lines_that_are_one(self, upper: str, lower: str) -> None:
        assert mended(upper, lower) == [upper + lower]

    @pytest.mark.parametrize(
        ("upper", "lower"),
        [
            (
                "建成中试基地，引进项目约10个。〖主责：区科技局；协同：区发改局〗",
                "【城市更新攻坚行动】　领衔领导：方圆（副区长）",
            ),
            (LONG + "，投资增长8%。", "做强文旅消费。打造夜间经济街区3处，举办节会12场。"),
            ("各乡镇人民政府，县政府各部门、各直属单位：", "现将任务分解印发给你们，请认真贯彻执行。"),
            ("（三）加快建设内陆开放新高地", "区商务局要在年底前完成3个口岸的申报，并按月报送进展。"),
        ],
    )
    def test_lines_that_are_two(self, upper: str, lower: str) -> None:
        assert mended(upper, lower) == [upper, lower]

    def test_a_blank_at_a_line_end_parts_labels(self) -> None:
        assert mended("1.新建水厂2座。（牵头：区水务局", "配合：区发改局）") == [
            "1.新建水厂2座。（牵头：区水务局 配合：区发改局）"
        ]

    def test_what_the_place_says_outlives_the_parting_of_lines(self) -> None:
        assert mended(LONG * 2, (LONG + "，") * 40 + SHORT) == [LONG * 2 + (LONG + "，") * 40 + SHORT]

    def test_radicals_of_a_text(self) -> None:
        text = "某区重点工作任务分解\n1.新建⽔⼚2座。（责任单位：区⽔务局）\n2.整治河道3条。（责任单位：区城管局）\n"
        result = pipeline.parse(text.encode(), "copied.txt")
        assert (result.tasks[0].content, result.tasks[0].units[0].name) == ("新建水厂2座。", "区水务局")
        assert [note.message for note in result.notes if note.kind == "radicals"] == [
            "3 radicals were read as the characters they look like"
        ]


class TestRows:
    @pytest.mark.parametrize(
        ("upper", "lower", "content", "unit"),
        [
            (
                "1|新建水厂2座，铺设供水管网|区水务局",
                "|1200公里以上。|",
                "新建水厂2座，铺设供水管网1200公里以上。",
                "区水务局",
            ),
            ("1|新建水厂2座。|区", "||水务局", "新建水厂2座。", "区水务局"),
            ("1|新建水厂2座。|各县（区）", "||政府", "新建水厂2座。", "各县（区）政府"),
        ],
    )
    def test_a_row_cut_by_the_page(self, upper: str, lower: str, content: str, unit: str) -> None:
        result = read(*table([[TOP, upper], [TOP, lower, SECOND]]))
        assert [(task.content, task.units[0].name) for task in result.tasks] == [
            (content, unit),
            (TASKS[1], "区城管局"),
        ]

    @pytest.mark.parametrize(
        ("upper", "lower"), [("序号|重点工作|责任", "||单位"), ("任务编|重点工作|责任单位", "号||")]
    )
    def test_a_header_cut_by_the_page(self, upper: str, lower: str) -> None:
        assert contents(read(*table([[upper], [lower, FIRST, SECOND]]))) == TASKS


class TestLetters:
    def test_letters_of_an_ofd_are_as_wide_as_their_steps(self) -> None:
        steps = "4 4 2 2.9 4 4 2.9 2"
        code = f'<ofd:TextCode X="0" Y="4" DeltaX="{steps}">新建5G基站G5座</ofd:TextCode>'
        found = f'<ofd:TextObject ID="1" Boundary="20 20 40 5" Font="1" Size="4">{code}</ofd:TextObject>'
        document = pipeline.read(ofd([OfdDocument([OfdPage(found)])]), "made.ofd")
        assert [block.text.plain for block in document.blocks if isinstance(block, Paragraph)] == [
            "新建5G基站G5座"
        ]


class TestTableEnds:
    def test_a_table_may_go_on_with_a_single_cell(self) -> None:
        first, second = box([72, 172, 272], [90, 110, 150]), box([72, 272], [72, 92])
        upper = [*glyphs("甲", 80, 104), *glyphs("乙", 180, 104), *glyphs("丙", 80, 124)]
        sheets = [
            Sheet(1, 595.0, 842.0, {0: upper}, across=tuple(first[0]), down=tuple(first[1])),
            Sheet(
                2, 595.0, 842.0, {0: glyphs("合计", 80, 86)}, across=tuple(second[0]), down=tuple(second[1])
            ),
        ]
        page = laid_out(sheets[0])
        assert blocks([page, laid_out(sheets[1], page)]) == ["甲|乙", "丙|", "合计|合计"]
        assert blocks([laid_out(sheets[1])]) == ["合计"]
