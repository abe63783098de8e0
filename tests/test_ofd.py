"""The OFD reader: what writers of OFD may do, and what keeps a container from being read."""

from __future__ import annotations

import io
import random
import re
import zipfile
from contextlib import suppress

import pytest

from build_ofd import OfdDocument, OfdPage, line, ofd, page_of, shown
from govtask_cli import ReadError, parse
from govtask_cli.records import Result
from typeset import Drawn, Leaf, Stroke

HEAD = "北山区2031年重点工作任务分解"
ITEMS = ("1.新建水厂2座。（责任单位：区水务局）", "2.整治河道3条。（责任单位：区城管局）")
TASKS = ["新建水厂2座。", "整治河道3条。"]


def objects(*lines: str, top: float = 80.0) -> str:
    """Lines one below the other."""
    return "".join(shown(Drawn(72, top + 24 * at, text, 12)) for at, text in enumerate(lines))


NOTICE = objects(HEAD, *ITEMS)


def made(*pages: OfdPage | str, **more: object) -> bytes:
    """A container with one document."""
    held = [OfdPage(page) if isinstance(page, str) else page for page in pages]
    return ofd([OfdDocument(held, **more)])  # type: ignore[arg-type]


def contents(result: Result) -> list[str]:
    return [task.content for task in result.tasks]


def noted(result: Result, kind: str) -> list[str]:
    return [note.message for note in result.notes if note.kind == kind]


class TestTexts:
    def test_steps_may_stand_in_runs(self) -> None:
        runs = "".join(
            shown(Drawn(72, 80 + 24 * at, text, 12), steps=False) for at, text in enumerate((HEAD, *ITEMS))
        )
        assert contents(parse(made(runs))) == TASKS

    def test_steps_may_be_missing(self) -> None:
        assert contents(parse(made(re.sub(r' DeltaX="[^"]*"', "", NOTICE)))) == TASKS

    def test_one_object_may_hold_several_codes(self) -> None:
        second = '</ofd:TextCode><ofd:TextCode X="31.75" DeltaX="g 10 4.233">'
        parted = NOTICE.replace("1.新建水厂2座。（责", f"1.新建水厂2座。{second}（责")
        assert parted != NOTICE
        assert contents(parse(made(parted))) == TASKS

    def test_a_matrix_may_scale_what_has_size_one(self) -> None:
        def scaled(match: re.Match[str]) -> str:
            return f'Size="1" CTM="{match[1]} 0 0 {match[1]} 0 0"'

        small = re.sub(
            r'DeltaX="([^"]*)"',
            lambda m: f'DeltaX="{" ".join(f"{float(each) / 4.233:.4f}" for each in m[1].split())}"',
            NOTICE,
        )
        small = re.sub(r'Y="4.233"', 'Y="1"', re.sub(r'Size="([0-9.]+)"', scaled, small))
        assert contents(parse(made(small))) == TASKS

    def test_white_space_that_sets_out_the_xml_is_none(self) -> None:
        assert contents(parse(made(NOTICE.replace("</ofd:TextCode>", "\n    </ofd:TextCode>")))) == TASKS

    def test_a_page_may_be_drawn_turned(self) -> None:
        leaf = Leaf(
            842, 595, [Drawn(80 + 24 * at, 500, text, 12, 1) for at, text in enumerate((HEAD, *ITEMS))]
        )
        assert contents(parse(ofd([OfdDocument([page_of(leaf)])]))) == TASKS

    def test_name_spaces_of_other_versions(self) -> None:
        held = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(made(NOTICE))) as old, zipfile.ZipFile(held, "w") as new:
            for part in old.namelist():
                new.writestr(
                    part, old.read(part).replace(b"http://www.ofdspec.org/2016", b"http://www.ofdspec.org")
                )
        assert contents(parse(held.getvalue())) == TASKS

    def test_hidden_text_is_noted(self) -> None:
        hidden = objects("不显示的文字", top=300).replace(
            "<ofd:TextObject", '<ofd:TextObject Visible="false"'
        )
        result = parse(made(NOTICE + hidden))
        assert contents(result) == TASKS
        assert [note.text for note in result.notes if note.kind == "hidden_text"] == ["不显示的文字"]


class TestPages:
    def test_a_template_stands_behind_its_pages(self) -> None:
        page = OfdPage(objects(*ITEMS, top=104), template="5")
        assert contents(parse(made(page, templates={"5": objects(HEAD)}))) == TASKS

    def test_a_graphic_unit_stands_where_it_is_used(self) -> None:
        content = f"<ofd:Content>{NOTICE}</ofd:Content>"
        unit = f'<ofd:CompositeGraphicUnit ID="9" Width="1" Height="1">{content}</ofd:CompositeGraphicUnit>'
        used = '<ofd:CompositeObject ID="4" Boundary="0 10 100 100" ResourceID="9"/>'
        assert (
            contents(
                parse(made(used, resources=f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits>"))
            )
            == TASKS
        )

    def test_ruled_tables_have_their_cells(self) -> None:
        strokes = [Stroke(72, y, 472, y) for y in (100, 124, 148)] + [
            Stroke(x, 100, x, 148) for x in (72, 172, 372, 472)
        ]
        cells = [
            (80, 116, "序号"),
            (180, 116, "重点工作"),
            (380, 116, "责任单位"),
            (80, 140, "1"),
            (180, 140, "新建水厂2座。"),
            (380, 140, "区水务局"),
        ]
        drawn = (
            objects(HEAD)
            + "".join(map(line, strokes))
            + "".join(shown(Drawn(x, y, text, 12)) for x, y, text in cells)
        )
        (task,) = parse(made(drawn)).tasks
        assert (task.number, task.content, task.units[0].name) == (1, "新建水厂2座。", "区水务局")

    def test_several_documents_follow_one_another(self) -> None:
        second = objects("3.新建小学4所。（责任单位：区教育局）")
        result = parse(ofd([OfdDocument([OfdPage(NOTICE)]), OfdDocument([OfdPage(second)])]))
        assert contents(result) == [*TASKS, "新建小学4所。"]
        assert result.tasks[2].origin == "第2页第1行"
        assert noted(result, "document") == ["a further document of the container begins here"]
        assert result.source.pages == 2

    def test_attachments_and_signatures_are_named(self) -> None:
        document = OfdDocument([OfdPage(NOTICE)], attachments={"附表.xlsx": b"PK"})
        result = parse(ofd([document], signed=True))
        assert noted(result, "attachment") == ["the attachment 附表.xlsx was not read"]
        assert noted(result, "signature") == ["an electronic signature (Seal) was not checked"]

    def test_the_text_of_a_stamp_is_no_text(self) -> None:
        seal = f'<ofd:Appearance Boundary="10 10 40 40">{objects("北山区人民政府")}</ofd:Appearance>'
        stamp = f'<ofd:Annot ID="1" Type="Stamp">{seal}</ofd:Annot>'
        result = parse(made(OfdPage(NOTICE, annotations=stamp)))
        assert contents(result) == TASKS
        assert [note.text for note in result.notes if note.kind == "watermark"] == ["北山区人民政府"]

    def test_an_invoice_is_unknown(self) -> None:
        rows = (
            "电子发票（普通发票）",
            "发票号码：24120000000000000001",
            "项目名称  金额  税率",
            "*餐饮服务*餐费  100.00  6%",
            "价税合计  壹佰零陆圆整",
        )
        result = parse(made(objects(*rows)))
        assert (result.document.kind, result.tasks) == ("unknown", [])

    def test_pages_are_chosen(self) -> None:
        data = made(NOTICE, objects("3.新建小学4所。（责任单位：区教育局）"))
        assert contents(parse(data, pages=(2, 2))) == ["新建小学4所。"]
        with pytest.raises(ReadError, match="2 pages and no page 3"):
            parse(data, pages=(3, 3))


OUTLINE = (
    '<ofd:PathObject ID="2" Boundary="10 10 5 5" Fill="true" Stroke="false">'
    "<ofd:AbbreviatedData>M 0 0 L 3 1 B 1 1 2 2 3 3 L 0 3 C</ofd:AbbreviatedData></ofd:PathObject>"
)
PICTURE = '<ofd:ImageObject ID="2" Boundary="0 0 210 297" ResourceID="3"/>'


class TestWhatCannotBeRead:
    @pytest.mark.parametrize("drawn", [OUTLINE * 60, PICTURE])
    def test_outlines_and_pictures(self, drawn: str) -> None:
        with pytest.raises(ReadError, match=r"pictures of pages and no text.*govtask-cli\[ocr\]"):
            parse(made(drawn))
        result = parse(made(NOTICE, drawn))
        assert contents(result) == TASKS
        assert [(finding.code, finding.origin) for finding in result.findings] == [("READ030", "第2页")]

    def test_glyphs_without_characters(self) -> None:
        drawn = '<ofd:CGTransform CodePosition="0" GlyphCount="30"><ofd:Glyphs>1 2 3</ofd:Glyphs></ofd:CGTransform>'
        blank = '<ofd:TextCode X="0" Y="4"> </ofd:TextCode>'
        glyphs = (
            f'<ofd:TextObject ID="1" Boundary="9 9 90 9" Font="1" Size="4">{drawn}{blank}</ofd:TextObject>'
        )
        assert "READ031" in {finding.code for finding in parse(made(NOTICE + glyphs)).findings}

    def test_encrypted_containers(self) -> None:
        with pytest.raises(ReadError, match="encrypted"):
            parse(ofd([OfdDocument([OfdPage(NOTICE)])], more={"Encryptions.xml": b"<x/>"}))

    def test_paths_lead_nowhere_outside(self) -> None:
        held = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(made(NOTICE))) as old, zipfile.ZipFile(held, "w") as new:
            for part in old.namelist():
                new.writestr(
                    part, old.read(part).replace(b"Pages/Page_0/Content.xml", b"../../../etc/passwd")
                )
        with pytest.raises(ReadError):
            parse(held.getvalue())

    def test_document_types_are_refused(self) -> None:
        dtd = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><OFD>&a;</OFD>'
        with pytest.raises(ReadError, match="DTD"):
            parse(ofd([], more={"OFD.xml": dtd}))

    def test_bombs_are_refused(self) -> None:
        with pytest.raises(ReadError, match="zip bomb"):
            parse(made(NOTICE + " " * (80 << 20)))

    def test_a_page_that_draws_too_much(self) -> None:
        drawn = "".join(f"L {at % 200} {at % 290} " for at in range(150_000))
        data = f"<ofd:AbbreviatedData>M 0 0 {drawn}</ofd:AbbreviatedData>"
        path = f'<ofd:PathObject ID="2" Boundary="0 0 210 297">{data}</ofd:PathObject>'
        result = parse(made(NOTICE + path))
        assert contents(result) == TASKS
        assert [finding.code for finding in result.findings] == ["READ032"]

    def test_deep_blocks(self) -> None:
        deep = "<ofd:PageBlock>" * 3_000 + NOTICE + "</ofd:PageBlock>" * 3_000
        with pytest.raises(ReadError):
            parse(made(deep))


WRONG = ("", "nan", "1e308", "-1", "0 0", "g 99999999 1", "x")


def mutant(held: bytes, chance: random.Random) -> bytes:
    """A container after a mishap: its bytes changed, or a part of it lost, cut or changed."""
    if chance.random() < 0.3:
        data = bytearray(held)
        for _ in range(chance.randrange(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data[: chance.randrange(len(data) // 2, len(data) + 1)])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(held)) as old, zipfile.ZipFile(out, "w") as new:
        chosen = chance.choice(old.namelist())
        for part in old.namelist():
            text = old.read(part).decode()
            if part == chosen:
                match chance.randrange(3):
                    case 0:
                        continue
                    case 1:
                        text = text[: chance.randrange(len(text))]
                    case _:
                        text = re.sub(
                            r'(?<=")[-0-9. g]+(?=")', lambda m: chance.choice((m[0], m[0], *WRONG)), text
                        )
            new.writestr(part, text)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(4))
def test_damage_gives_records_or_a_typed_error(seed: int) -> None:
    chance = random.Random(seed)
    whole = made(OfdPage(NOTICE, template="5"), objects(*ITEMS), templates={"5": objects("页眉", top=40)})
    for _ in range(50):
        with suppress(ReadError):
            assert parse(mutant(whole, chance), name="mutant.ofd").source.format in {"ofd", "txt"}
