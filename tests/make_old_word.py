"""Makes tests/files/task-table.doc: run it where LibreOffice is installed, after a change of what it should hold."""

from __future__ import annotations

from pathlib import Path

from build_docx import abstract, deleted, in_list, inserted, level, num, p, package, r, tbl, tc, tr
from govtask_cli.readers import office

FILE = Path(__file__).parent / "files" / "task-table.doc"


def as_docx() -> bytes:
    """The document as a new Word file."""
    lists = abstract(1, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.")) + abstract(
        2, level(0, "decimal", "%1")
    )
    down, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    width = '<w:tcW w:w="2000" w:type="dxa"/>'
    grid = "<w:tblGrid>" + '<w:gridCol w:w="2000"/>' * 4 + "</w:tblGrid>"
    box = f"<w:txbxContent>{p('附件')}</w:txbxContent>"
    shape = (
        '<w:r><w:pict><v:shape id="_x0000_s1026" style="position:absolute;width:90pt;height:30pt">'
        f"<v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
    )
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    road = (
        r("新建农村公路") + deleted("150") + inserted("130") + r("公里。") + r("待核实", "<w:vanish/>") + note
    )
    rows = (
        ("序号", width), ("重点任务", width), ("责任单位", width + wide),
    ), (
        (p("", in_list(2)), width + down), ("整治河道3条。", width), ("区水务局", width), ("各镇街", width),
    ), (
        ("", width + on), (p("更换管网。") + p("新增泵站2座。"), width), ("区住建局", width + wide),
    ), (
        (p("", in_list(2)), width), ("新建学校4所。", width), ("区教育局", width), ("区财政局", width),
    )  # fmt: skip
    body = (
        p(shape + r("河湾区2031年重点工作任务分解表"))
        + p("城市建设", in_list(1))
        + p(road, in_list(1, 1))
        + tbl(grid, *(tr(*(tc(*cell) for cell in row)) for row in rows))
        + p("新建公园2个。", in_list(1, 1))
        + p("𬭎水文化节", in_list(1))
        + "<w:sectPr/>"
    )
    return package(
        body,
        numbering=lists + num(1, 1) + num(2, 2),
        footnotes=f'<w:footnote w:id="2">{p("含在建项目。")}</w:footnote>',
    )


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_bytes(office.convert(as_docx(), FILE.name, "docx", "doc"))
