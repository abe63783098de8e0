"""The PDF reader: what a page may hold beside upright text, and what keeps a file from being read."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from build_pdf import PICTURE, PdfPage, line, nameless, page_of, pdf, shown
from command_line import invoke
from govtask_cli import ReadError, parse, pipeline
from govtask_cli.pipeline import ReadOptions
from govtask_cli.readers.scan import recognition
from govtask_cli.records import Result
from typeset import Style, Typesetter

HEAD = "北山区2031年重点工作任务分解"
ITEMS = ("1.新建水厂2座。（责任单位：区水务局）", "2.整治河道3条。（责任单位：区城管局）")


def content(*lines: str, top: float = 780.0) -> str:
    """Lines one below the other."""
    return "".join(shown(72, top - 24 * at, text, 12) for at, text in enumerate(lines))


NOTICE = content(HEAD, *ITEMS)


def read(*pages: PdfPage | str, **options: object) -> Result:
    """The records of pages."""
    held = pdf(PdfPage(page) if isinstance(page, str) else page for page in pages)
    return pipeline.parse(held, "made.pdf", options=ReadOptions(**options))  # type: ignore[arg-type]


def contents(result: Result) -> list[str]:
    return [task.content for task in result.tasks]


def noted(result: Result, kind: str) -> list[str]:
    """What was dropped as of this kind."""
    return [note.text for note in result.notes if note.kind == kind]


TASKS = ["新建水厂2座。", "整治河道3条。"]


class TestWhatAPageMayHold:
    @pytest.mark.parametrize("turn", [0, 1, 2, 3])
    def test_a_page_may_stand_turned(self, turn: int) -> None:
        setter = Typesetter(Style())
        for text in (HEAD, *ITEMS):
            setter.paragraph(text)
        leaves = [page_of(leaf, turned=turn) for leaf in setter.leaves]
        assert contents(pipeline.parse(pdf(leaves), "turned.pdf")) == TASKS

    def test_a_page_may_be_cropped(self) -> None:
        cropped = PdfPage(NOTICE + content("不在页面之内", top=20), crop=(50, 60, 545, 800))
        result = read(cropped)
        assert contents(result) == TASKS
        assert noted(result, "hidden_text") == ["不在页面之内"]

    def test_a_form_stands_where_its_matrix_puts_it(self) -> None:
        rules = "".join(line(72, y, 372, y) for y in (700, 676, 652)) + "".join(
            line(x, 652, x, 700) for x in (72, 172, 372)
        )
        cells = [(80, 684, "序号"), (180, 684, "重点工作"), (80, 660, "1"), (180, 660, "新建水厂2座。")]
        inside = rules + "".join(shown(x, y, text, 12) for x, y, text in cells)
        form = PdfPage(
            content(HEAD) + "q 0.8 0 0 0.8 20 30 cm /X Do Q", forms={"X": ("1 0 0 1 15 -40", inside)}
        )
        assert contents(read(form)) == ["新建水厂2座。"]

    def test_slanted_text_is_a_watermark(self) -> None:
        cosine, sine = math.cos(0.7), math.sin(0.7)
        code = "内部资料".encode("utf-16-be").hex()
        mark = f"BT /F 40 Tf {cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} 150 300 Tm <{code}> Tj ET\n"
        result = read(NOTICE + mark)
        assert contents(result) == TASKS
        assert noted(result, "watermark") == ["内部资料"]

    def test_what_the_file_calls_furniture_is_dropped(self) -> None:
        head = (
            f"/Artifact <</Type /Pagination /Subtype /Header>> BDC\n{content('北山区政府公报', top=760)}EMC\n"
        )
        result = read(content(HEAD) + head + content(*ITEMS, top=740))
        assert contents(result) == TASKS
        assert noted(result, "page_header") == ["北山区政府公报"]

    def test_text_in_a_cell_may_stand_turned(self) -> None:
        rules = "".join(line(72, y, 472, y) for y in (740, 716, 616)) + "".join(
            line(x, 616, x, 740) for x in (72, 112, 312, 472)
        )
        upright = [
            (80, 722, "类别"),
            (120, 722, "工作任务"),
            (320, 722, "责任单位"),
            (120, 690, "新建水厂2座。"),
            (320, 690, "区水务局"),
        ]
        text = "".join(shown(x, y, said, 12) for x, y, said in upright) + shown(
            98, 640, "民生实事", 12, turn=1
        )
        (task,) = read(content(HEAD) + rules + text).tasks
        assert (task.category, task.content, task.units[0].name) == ("民生实事", "新建水厂2座。", "区水务局")

    def test_radicals_are_read_as_characters(self) -> None:
        result = read(content(HEAD, "1.新建⽔⼚2座。（责任单位：区⽔务局）", ITEMS[1]))
        assert contents(result) == TASKS
        assert [note.message for note in result.notes if note.kind == "radicals"] == [
            "3 radicals were read as the characters they look like"
        ]

    def test_a_hyphen_at_the_end_of_a_line_stays(self) -> None:
        result = read(content(HEAD, "1.推广BIM-", "CAD平台，新建水厂2座。（责任单位：区水务局）", ITEMS[1]))
        assert "BIM-CAD平台" in "".join(contents(result)).replace("\n", "")

    def test_a_letterhead_set_wide_names_the_issuer(self) -> None:
        head = "".join(shown(100 + 44 * at, 770, char, 30) for at, char in enumerate("北山区人民政府文件"))
        result = read(head + content("北政发〔2031〕7号", HEAD, *ITEMS, top=720))
        assert (result.document.issuer, result.document.document_number) == (
            "北山区人民政府",
            "北政发〔2031〕7号",
        )

    def test_glyphs_drawn_twice_are_read_once(self) -> None:
        assert (
            contents(
                read(
                    NOTICE + "".join(shown(72.3, 780 - 24 * at, t, 12) for at, t in enumerate((HEAD, *ITEMS)))
                )
            )
            == TASKS
        )


def table(pages: Sequence[Sequence[str]], between: str = "") -> list[PdfPage]:
    """A table of two columns, number and task, some rows on each page; `between` stands above all but the first."""
    made = []
    for at, rows in enumerate(pages):
        top = 740.0
        parts = [content(HEAD) if at == 0 else content(between) if between else ""]
        ys = [top - 24 * row for row in range(len(rows) + 1)]
        parts += [line(72, y, 472, y) for y in ys]
        parts += [line(x, ys[-1], x, ys[0]) for x in (72, 112, 372, 472)]
        for row, said in enumerate(rows):
            for x, text in zip((76, 116, 376), said.split("|"), strict=True):
                parts.append(shown(x, top - 24 * row - 16, text, 10))
        made.append(PdfPage("".join(parts)))
    return made


TOP = "序号|重点工作|责任单位"
FIRST, SECOND = "1|新建水厂2座。|区水务局", "2|整治河道3条。|区城管局"


class TestTablesOverPages:
    @pytest.mark.parametrize("between", ["", "续表", "（续表1）", "重点工作任务分解（续）"])
    @pytest.mark.parametrize("again", [True, False])
    def test_pieces_are_one_table(self, between: str, again: bool) -> None:
        result = read(*table([[TOP, FIRST], [*([TOP] if again else []), SECOND]], between))
        assert contents(result) == TASKS
        assert {task.part for task in result.tasks} == {HEAD}

    def test_a_row_cut_by_the_page_is_one_row(self) -> None:
        cut = [[TOP, "1|新建水厂2座，日供水能力提高5%，铺设管|区水务局"], [TOP, "|网3公里。|", SECOND]]
        assert contents(read(*table(cut))) == ["新建水厂2座，日供水能力提高5%，铺设管网3公里。", TASKS[1]]

    def test_a_row_of_its_own_is_not_joined(self) -> None:
        rows = [[TOP, FIRST], [TOP, "|整治河道3条。|区城管局"]]
        assert contents(read(*table(rows))) == TASKS


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is not installed, whatever this machine has."""
    monkeypatch.setattr(recognition, "MODULES", ("govtask_no_such_module",))


class TestWhatCannotBeRead:
    def test_a_password_is_asked_for(self) -> None:
        locked = pdf([PdfPage(NOTICE)], password="secret")
        with pytest.raises(ReadError, match=r"encrypted.*--password"):
            parse(locked)
        with pytest.raises(ReadError, match="does not open with this password"):
            parse(locked, password="wrong")
        assert contents(parse(locked, password="secret")) == TASKS

    def test_pictures_of_pages_name_the_extra(self, without_recognition: None) -> None:
        with pytest.raises(ReadError, match=r"pictures of pages and no text.*govtask-cli\[ocr\]"):
            read(PdfPage(PICTURE, picture=True))

    def test_fonts_without_characters(self, without_recognition: None) -> None:
        with pytest.raises(ReadError, match="do not say which characters"):
            read(nameless(72, 700, 30))

    def test_blank_pages(self) -> None:
        with pytest.raises(ReadError, match="holds no text"):
            read("")

    @pytest.mark.parametrize(
        "held", [b"%PDF-1.7\n", pdf([]), pdf([PdfPage(NOTICE)])[:700]], ids=["head", "no page", "cut"]
    )
    def test_damage(self, held: bytes) -> None:
        with pytest.raises(ReadError, match=r"damaged|no pages"):
            parse(held)

    def test_bytes_before_the_head_do_no_harm(self) -> None:
        assert contents(parse(b"\r\n\r\n" + pdf([PdfPage(NOTICE)]))) == TASKS

    def test_pages_are_chosen(self) -> None:
        pages = [
            NOTICE,
            content(ITEMS[1].replace("2", "3", 1)),
            "",
            content("4.改造管网4公里。（责任单位：区住建局）"),
        ]
        assert [task.number for task in read(*pages).tasks] == [1, 2, 3, 4]
        assert [task.number for task in read(*pages, pages=(1, 2)).tasks] == [1, 2, 3]
        assert [task.origin for task in read(*pages, pages=(2, 99)).tasks] == ["第2页第1行", "第4页第1行"]
        with pytest.raises(ReadError, match="4 pages and no page 7"):
            read(*pages, pages=(7, 9))

    def test_too_many_pages_say_how_to_choose(self) -> None:
        many = pdf([PdfPage(NOTICE), *[PdfPage()] * 9_999])
        with pytest.raises(ReadError, match=r"10000 pages.*--pages 1-2000"):
            parse(many)
        assert contents(parse(many, pages=(1, 20))) == TASKS

    def test_a_million_lines_are_not_looked_at(self) -> None:
        drawn = "0 0 m\n" + "".join(f"{at % 500} {at % 800} l\n" for at in range(300_000)) + "S\n"
        result = read(NOTICE + drawn)
        assert contents(result) == TASKS
        assert [finding.code for finding in result.findings] == ["READ032"]

    def test_the_command_line_takes_pages_and_password(self, tmp_path: Path) -> None:
        file = tmp_path / "locked.pdf"
        file.write_bytes(pdf([PdfPage(NOTICE), PdfPage(NOTICE)], password="secret"))
        done = invoke("show", str(file), "--password", "secret", "--pages", "1", "--stage", "read")
        assert done.exit_code == 0
        assert done.stdout.count("新建水厂2座") == 1
        assert invoke("parse", str(file)).exit_code == 4
        for wrong in ("0", "5-3", "x", "1,2"):
            assert invoke("parse", str(file), "--pages", wrong).exit_code == 2


def mutant(held: bytes, chance: random.Random) -> bytes:
    """A file after a mishap: cut, bytes lost, changed or put in."""
    data = bytearray(held)
    at = chance.randrange(len(data))
    match chance.randrange(4):
        case 0:
            del data[at:]
        case 1:
            del data[at : at + chance.randrange(1, 200)]
        case 2:
            data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 60)))
        case _:
            for _ in range(chance.randrange(1, 30)):
                data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


@pytest.mark.parametrize("seed", range(6))
def test_damage_gives_records_or_a_typed_error(seed: int) -> None:
    chance = random.Random(seed)
    whole = pdf(table([[TOP, FIRST], [TOP, SECOND]]), pack=bool(seed % 2))
    for _ in range(40):
        with suppress(ReadError):
            assert parse(mutant(whole, chance), name="mutant.pdf").source.format in {"pdf", "txt"}
