"""Every check's rule on results built by hand: what it finds, what it leaves alone, what its message says."""

from __future__ import annotations

from typing import Any

import pytest

from govtask_cli.checks import check
from govtask_cli.records import Finding, Statement, Task
from hand_built import UNIT, found, in_sections, note, numbered, places, result, task


class TestNumbers:
    """`NUM001` and `NUM002`: what is a repeat, a gap, a restart."""

    @pytest.mark.parametrize(
        ("numbers", "repeats", "gaps"),
        [
            ([1, 2, 3], [], []),
            ([1, 2, 2, 3], [3], []),
            ([1, 2, 4, 5], [], [3]),
            ([82, 84, 84, 85], [3], [2]),
            ([1, 2, 3, 1, 2], [], []),
            ([1, 2, 3, 1, 4, 5], [4], []),
            ([1, 1, 2], [2], []),
            ([1, 3, 2, 4], [], []),
            ([2, 3, 4], [], [1]),
            ([98, 99, 100], [], []),
            ([1, 2, 2, 2, 3], [3, 4], []),
            ([1, None, 3], [], [3]),
            ([15, 36, 17, 18], [], [2]),
            ([15, 36, 16, 17], [], [2]),
            ([1, 4, 2, 3, 5], [], []),
            ([4, 7, 6, 7, 8], [4], [1, 3]),
            ([1, 2, 3, 7, 8, 9], [], [4]),
            ([3], [], []),
            ([], [], []),
        ],
        ids=str,
    )
    def test_one_list(self, numbers: list[int | None], repeats: list[int], gaps: list[int]) -> None:
        read = result(*numbered(*numbers))
        assert (places(read, "NUM001"), places(read, "NUM002")) == (repeats, gaps)

    @pytest.mark.parametrize(
        ("first", "second", "third", "repeats", "gaps"),
        [
            ([1, 2], [1, 2], [1, 2, 3], [], []),
            ([1, 2], [3, 4], [5], [], []),
            ([1, 2], [4, 5], [6], [], [3]),
            ([1, 2], [2, 3], [4], [3], []),
            ([1], [1, 2, 3], [1], [], []),
            ([1, 2, 3], [1, 2], [2, 3], [], [6]),
            ([1, 2, 3], [1, 3], [1, 2], [], [5]),
            ([1, 2, 3, 4], [3, 6], [7, 8], [5], [6]),
            ([1, 2], [1, 2], [4, 5], [], [5]),
        ],
    )
    def test_sections(
        self, first: list[int], second: list[int], third: list[int], repeats: list[int], gaps: list[int]
    ) -> None:
        read = result(*in_sections(一=first, 二=second, 三=third))
        assert (places(read, "NUM001"), places(read, "NUM002")) == (repeats, gaps)

    def test_rows_under_a_merged_number_are_no_repeat(self) -> None:
        rows = [task(1, 1), task(2, 1, origins={}), task(3, 2), task(4, 2, origins={}), task(5, 3)]
        assert check(result(*rows)) == []
        printed_again = [*rows, task(6, 3)]
        assert places(result(*printed_again), "NUM001") == [6]

    def test_where_no_number_has_a_place_of_its_own_all_count_as_printed(self) -> None:
        assert places(result(*numbered(1, 2, 2, origins={})), "NUM001") == [3]

    def test_each_part_counts_for_itself_or_goes_on(self) -> None:
        anew = [*numbered(1, 2, 3), task(4, 1, part="附件"), task(5, 2, part="附件")]
        going_on = [*numbered(1, 2, 3), task(4, 4, part="附件"), task(5, 5, part="附件")]
        headless = [*numbered(1, 2), task(4, 2, part="附件"), task(5, 3, part="附件")]
        assert check(result(*anew)) == check(result(*going_on)) == []
        assert places(result(*headless), "NUM002") == [4]

    def test_points_under_an_item_count_anew(self) -> None:
        levels = [(1, None), (1, 1), (2, 1), (2, None), (1, 2), (2, 2), (2, 2), (4, 2), (3, None)]
        read = result(*(task(line, n, parent=parent) for line, (n, parent) in enumerate(levels, 1)))
        assert (places(read, "NUM001"), places(read, "NUM002")) == ([7], [8])

    def test_points_may_run_on_over_items(self) -> None:
        levels = [(1, None), (1, 1), (2, 1), (2, None), (3, 2), (4, 2), (3, None), (5, 3)]
        read = result(*(task(line, n, parent=parent) for line, (n, parent) in enumerate(levels, 1)))
        assert check(read) == []

    def test_an_excerpt_is_one_remark(self) -> None:
        (finding,) = found(result(*numbered(3, 17, 42, 60)), "NUM002")
        assert finding.severity == "info"
        assert "4–16, 18–41, 43–59" in finding.message

    def test_messages_name_number_place_and_cure(self) -> None:
        repeated, missing = check(result(*numbered(1, 3, 3)))[::-1]
        assert repeated.code == "NUM001"
        assert repeated.severity == missing.severity == "warning"
        assert repeated.origin == "第3行"
        for words in ("number 3 stands twice", "“办理事项2。” (第2行)", "“办理事项3。”", "correct"):
            assert words in repeated.message
        for words in ("number 2 is missing", "task 1 “办理事项1。”", "task 3 “办理事项2。”", "see whether"):
            assert words in missing.message
        (leap,) = check(result(*numbered(15, 36, 17, 18)))
        assert "number 16 is missing and number 36 stands between 15 and 17" in leap.message
        (wide,) = found(result(*numbered(1, 2, 3, 7, 8, 9)), "NUM002")
        assert "numbers 4–6 are missing" in wide.message


class TestUnits:
    def test_the_one_without_is_found(self) -> None:
        (finding,) = check(result(task(1, 1), task(2, 2, units=[]), task(3, 3)))
        assert (finding.code, finding.severity, finding.lines) == ("UNIT001", "warning", (2, 2))
        for words in ("task 2 “办理事项2。”", "2 of 3 tasks", "add the unit"):
            assert words in finding.message

    def test_a_part_without_any_units_is_a_list_of_another_kind(self) -> None:
        assert check(result(task(1, 1), task(2, 1, part="民生实事", units=[]))) == []

    def test_where_few_have_units_it_may_be_meant(self) -> None:
        found_in = check(result(task(1, 1), task(2, 2, units=[]), task(3, 3, units=[])))
        assert [finding.severity for finding in found_in] == ["info", "info"]

    def test_an_item_answers_for_its_points_and_they_for_it(self) -> None:
        item_has = [task(1, 1), task(2, 1, parent=1, units=[]), task(3, 2, parent=1, units=[])]
        points_have = [task(4, 2, units=[]), task(5, 1, parent=2), task(6, 2, parent=2)]
        half = [task(7, 3, units=[]), task(8, 1, parent=3), task(9, 2, parent=3, units=[])]
        assert check(result(*item_has, *points_have)) == []
        assert places(result(*item_has, *points_have, *half), "UNIT001") == [7, 9]

    def test_an_empty_label_is_told_once(self) -> None:
        empty = note("empty_clause", 2, "责任单位：")
        (alone,) = check(result(task(1, units=[]), task(2, units=[]), notes=(empty,)))
        assert "“责任单位：”" in alone.message
        (once,) = check(result(task(1), task(2, units=[]), notes=(empty,)))
        assert "its label is there but empty" in once.message


class TestText:
    def test_neighbours_are_one_stretch(self) -> None:
        notes = tuple(note("unclaimed", line, f"不明文字{line}") for line in (2, 3, 5, 9))
        findings = check(result(task(1), task(7), notes=notes))
        assert [finding.lines for finding in findings] == [(2, 5), (9, 9)]
        assert findings[0].message.startswith("15 characters")
        for words in ("“不明文字2”", "“不明文字5”", "add by hand"):
            assert words in findings[0].message

    @pytest.mark.parametrize(
        "form", ["第{}段", "第2页第{}行", "第{}页第1行至第{}页第2行", "分解表!B{}", "2031年!A{}"]
    )
    def test_without_lines_their_places_tell_the_neighbours(self, form: str) -> None:
        def at(place: int) -> dict[str, Any]:
            return {"lines": None, "origin": form.format(place, place + 1)}

        notes = tuple(note("unclaimed", 1).model_copy(update=at(place)) for place in (9, 10, 13))
        tasks = [task(1).model_copy(update=at(place)) for place in (1, 12)]
        findings = check(result(*tasks, notes=notes))
        assert [finding.origin for finding in findings] == [at(9)["origin"], at(13)["origin"]]

    def test_neighbours_stand_on_one_sheet(self) -> None:
        places = [{"lines": None, "origin": f"{sheet}!A3"} for sheet in ("一季度", "二季度")]
        notes = tuple(note("unclaimed", 1).model_copy(update=place) for place in places)
        far = task(1).model_copy(update={"lines": None, "origin": "表!A1"})
        assert len(check(result(far, notes=notes))) == 2

    def test_other_notes_are_no_findings(self) -> None:
        assert check(result(task(1), notes=(note("false_number", 2), note("furniture", 3)))) == []

    def test_an_open_bracket(self) -> None:
        (finding,) = check(result(task(1), notes=(note("unclosed_bracket", 1, "（责任单位：区水务局"),)))
        assert (finding.code, finding.severity) == ("TEXT001", "warning")
        assert "“（责任单位：区水务局”" in finding.message

    def test_lost_characters_are_told_once(self) -> None:
        (finding,) = check(result(task(1), notes=(note("replaced", 1, "��"), note("replaced", 4, "�"))))
        assert (finding.code, finding.severity) == ("TEXT001", "error")
        for words in ("3 characters", "“��” at 第1行", "--encoding"):
            assert words in finding.message


class TestCells:
    STATES = ("已建成1个，另有2个在建。", "完成率40%。", "主体已封顶，正在装修。", "已开工。")

    def rows(self, *progress: str) -> list[Task]:
        return [task(line, line, progress=text) for line, text in enumerate([*self.STATES, *progress], 1)]

    def test_a_sentence_without_a_stop(self) -> None:
        (finding,) = check(result(*self.rows("已完成2公里，剩余路段正在办理施")))
        assert (finding.code, finding.severity, finding.lines) == ("CELL001", "warning", (5, 5))
        for words in ("progress of task 5", "正在办理施”", "look the full text up"):
            assert words in finding.message

    @pytest.mark.parametrize("end", ["购置器材项", "已开工，完成投资75%", "新引进企业，共1家（某某公司）"])
    def test_a_phrase_a_figure_or_a_bracket_may_be_whole(self, end: str) -> None:
        (finding,) = check(result(*self.rows(end)))
        assert finding.severity == "info"

    @pytest.mark.parametrize("end", ["已完成选址，", "涉及北山、", "完成改造（", "目前进度："])
    def test_a_cell_that_breaks_off_needs_no_custom(self, end: str) -> None:
        (finding,) = check(result(task(1, progress="选址已确定"), task(2, progress=end)))
        assert (finding.severity, finding.lines) == ("warning", (2, 2))
        assert "breaks off" in finding.message

    @pytest.mark.parametrize("whole", ["已完工", "100%", "已完成（见附件。）", "一是完成选址；", "正在推进"])
    def test_a_status_or_a_whole_cell_is_none(self, whole: str) -> None:
        assert check(result(*self.rows(whole))) == []

    def test_a_phrase_that_comes_again_is_no_cut(self) -> None:
        assert check(result(*self.rows("按计划推进", "按计划推进"))) == []

    def test_where_stops_are_not_the_custom_nothing_is_odd(self) -> None:
        assert check(result(*self.rows("选址已确定", "正在招标阶段", "完成立项批复"))) == []

    def test_shortfall_shares_the_custom_of_progress(self) -> None:
        (finding,) = check(result(*self.rows(), task(9, 5, shortfall="因供货延迟，器材采购项")))
        assert finding.message.startswith("shortfall of task 5")

    def test_content_counts_only_where_it_has_a_cell(self) -> None:
        def row(line: int, **fields: Any) -> Task:
            return task(
                line, line, origins={"number": f"第{line}行", "content": content.format(line)}, **fields
            )

        for content, cut in [
            ("第{}行第2格", [10]),
            ("第9{}行", [10]),
            ("分解表!C{}", [10]),
            ("第{}行", []),  # the units follow in the same line
            ("第{}–99行", []),
        ]:
            whole = [row(line) for line in range(1, 10)]
            read = result(*whole, row(10, content="新建水厂2座，改造管"))
            assert places(read, "CELL001") == cut, content

    def test_the_last_item_of_a_document_that_ends_too_early(self) -> None:
        whole = numbered(1, 2)
        cut = task(3, 3, content="提升园区，完成", units=[])
        assert places(result(*whole, cut), "CELL001") == [3]
        assert places(result(*whole, cut.model_copy(update={"units": [UNIT]})), "CELL001") == []

    def test_a_noted_cell_is_told_once(self) -> None:
        cut = note("cut_cell", 5, "已完成2公里，剩余路段正在办理施")
        (finding,) = check(result(*self.rows("已完成2公里，剩余路段正在办理施"), notes=(cut,)))
        assert "正在办理施”" in finding.message

    def test_prose_that_breaks_off(self) -> None:
        (finding,) = check(result(task(1), notes=(note("cut_text", 3, "我们将继续推进"),)))
        assert (finding.code, finding.severity, finding.lines) == ("CELL001", "warning", (3, 3))
        assert "the text breaks off: “我们将继续推进”" in finding.message


def test_an_odd_row_is_an_error_that_quotes_the_row() -> None:
    odd = note("odd_row", 3, "2 改造管网 区住建局", "3 cells under 5 headings")
    (finding,) = check(result(task(1), notes=(odd,)))
    assert (finding.code, finding.severity, finding.lines) == ("TABLE001", "error", (3, 3))
    for words in ("3 cells under 5 headings", "“2 改造管网 区住建局”", "compare"):
        assert words in finding.message


class TestSums:
    def sums(self, target: str | None, *cells: str) -> list[Finding]:
        allocation = dict(zip(("甲区", "乙区", "丙县"), cells, strict=False))
        return check(result(task(1, 1, target=target, allocation=allocation)))

    @pytest.mark.parametrize(
        ("target", "cells"),
        [
            ("12", ["5", "4", "3"]),
            ("26.3", ["8.9", "17.4", "/"]),
            ("1,200", ["1,000", "200", ""]),
            ("17(71)", ["12(45)", "5（26）", "/"]),
            ("300个", ["200个", "100个", "/"]),
            ("0.3", ["0.1", "0.2", "/"]),
            ("5", ["5", "2", "3"]),
            ("5", ["/", "/", ""]),
            ("60%", ["60%", "60%", "/"]),
            (">86%", [">91%", "100%", "/"]),
            ("全覆盖", ["全覆盖", "全覆盖", "/"]),
            ("12", ["5", "按需", "3"]),
            ("1万", ["4000", "6000", "/"]),
            ("17(71)", ["12", "5", "/"]),
            ("6-8", ["2", "3", "/"]),
            ("", ["2", "3", "/"]),
            (None, ["2", "3", "/"]),
        ],
    )
    def test_right_or_not_to_be_summed(self, target: str | None, cells: list[str]) -> None:
        assert self.sums(target, *cells) == []

    def test_wrong(self) -> None:
        (finding,) = self.sums("12", "5", "4", "/")
        assert (finding.code, finding.severity) == ("SUM001", "warning")
        for words in (
            "task 1 “办理事项1。”",
            "add up to 9",
            "target is 12",
            "difference 3",
            "甲区 5 + 乙区 4",
        ):
            assert words in finding.message
        assert "empty" not in finding.message

    def test_an_empty_cell_is_named(self) -> None:
        (finding,) = self.sums("12", "5", "", "/")
        assert "empty, not “/”, at 乙区" in finding.message

    def test_figures_in_brackets_are_compared_too(self) -> None:
        (finding,) = self.sums("17(71)", "12(45)", "5(25)", "/")
        assert "add up to 17(70)" in finding.message
        assert "difference 0(1)" in finding.message

    def test_decimals_are_exact_and_too_much_is_wrong_too(self) -> None:
        (finding,) = self.sums("0.3", "0.1", "0.21", "/")
        assert "add up to 0.31" in finding.message


class TestDocument:
    def test_nothing_was_read(self) -> None:
        lost = note("unclaimed", 1)
        (finding,) = check(result(kind="unknown", title="气象公报", notes=(lost,)))
        assert (finding.code, finding.severity, finding.lines) == ("DOC001", "error", None)
        for words in ("“气象公报” gave no record", "kind is unknown", "right file"):
            assert words in finding.message

    def test_without_a_title_the_file_is_named(self) -> None:
        (finding,) = check(result(kind="progress", title=None))
        assert "example.txt gave no record (it is of kind progress)" in finding.message

    def test_tasks_of_an_unknown_document_are_doubtful(self) -> None:
        (finding,) = check(result(task(1, 1), kind="unknown"))
        assert (finding.code, finding.severity) == ("DOC001", "warning")
        assert "1 tasks" in finding.message

    def test_a_report_needs_statements_and_a_breakdown_tasks(self) -> None:
        said = [Statement(path=[], kind="plan", text="建设水厂。")]
        assert check(result(kind="work_report", statements=said)) == []
        (finding,) = check(result(kind="breakdown", statements=said))
        assert (finding.code, finding.severity) == ("DOC001", "warning")
        assert "annex" in finding.message
