"""The checks together: their table, their manual whose examples are run, and the order of what they find."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import govtask_cli.checks
from build_docx import marked as in_docx
from build_pdf import marked as in_pdf
from build_xlsx import marked as in_xlsx
from govtask_cli.checks import CHECKS, Check, check
from govtask_cli.checks.manual import markdown, page, pages
from govtask_cli.pipeline import parse
from govtask_cli.records import Finding
from hand_built import note, numbered, result, task

ROOT = Path(__file__).parent.parent
FOLDER = Path(govtask_cli.checks.__file__).parent


class TestTable:
    def test_every_file_is_in_the_table(self) -> None:
        files = {path.stem for path in FOLDER.glob("*.py") if re.match(r"[a-z]+\d", path.stem)}
        assert files == {rule.__module__.rpartition(".")[2] for rule in CHECKS}

    def test_a_file_is_named_by_its_code_and_gives_no_other(self) -> None:
        for rule in CHECKS:
            stem = rule.__module__.rpartition(".")[2]
            assert stem.split("_")[0].upper() == page(rule).code
            assert f'CODE: Final = "{page(rule).code}"' in (FOLDER / f"{stem}.py").read_text(encoding="utf-8")

    def test_the_codes_of_this_release_stay(self) -> None:
        assert [each.code for each in pages()] == [
            "CELL001", "DOC001", "NUM001", "NUM002", "READ001", "READ002", "READ010", "READ011", "READ012", "READ020",
            "READ021", "READ030", "READ031", "READ032", "READ033", "SUM001", "TABLE001", "TABLE002", "TABLE003",
            "TEXT001", "UNIT001",
        ]  # fmt: skip

    def test_the_manual_is_current(self) -> None:
        assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == markdown(), "run `make docs`"


BUILT: dict[str, Callable[[str], bytes]] = {
    **dict.fromkeys(("READ001", "READ002"), in_docx),
    **dict.fromkeys(("READ030", "READ031", "READ032", "READ033"), in_pdf),
    **dict.fromkeys(("READ010", "READ011", "READ012"), in_xlsx),
}
"""What makes a file of an example that no plain text can show."""


def findings(code: str, example: str) -> list[Finding]:
    """What the whole pipeline finds in an example of a check."""
    return parse(BUILT.get(code, str.encode)(example), "example").findings


class TestExamples:
    @pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: page(rule).code)
    def test_the_bad_example_gives_the_code(self, rule: Check) -> None:
        code = page(rule).code
        assert code in {finding.code for finding in findings(code, page(rule).bad)}

    @pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: page(rule).code)
    def test_the_good_example_gives_nothing(self, rule: Check) -> None:
        assert findings(page(rule).code, page(rule).good) == []


class TestOrder:
    def test_findings_stand_in_document_order(self) -> None:
        read = result(*numbered(1, 2, 2, 4, 4, units=[]), task(6, 5), notes=(note("unclaimed", 7),))
        order = [(finding.lines, finding.code) for finding in check(read)]
        assert order == sorted(order, key=lambda pair: (pair[0] or (0, 0), pair[1]))
        assert len({code for _, code in order}) == 4

    def test_without_lines_rows_of_a_sheet_and_pages_are_in_order(self) -> None:
        cells = ["分解表!B10", "分解表!AA9", "分解表!B9"]
        sheet = result(*(task(1, units=[], lines=None, origin=cell) for cell in cells), task(1))
        assert [finding.origin for finding in check(sheet)] == ["分解表!B9", "分解表!AA9", "分解表!B10"]
        pages = ["第10页第1行", "第2页第5行"]
        paged = result(*(task(1, units=[], origin=place) for place in pages), task(1))
        assert [finding.origin for finding in check(paged)] == ["第2页第5行", "第10页第1行"]

    def test_a_clean_result_gives_nothing(self) -> None:
        assert check(result(*numbered(1, 2, 3))) == []
