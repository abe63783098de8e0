"""The users' own words: what they add, take away and override; that nothing of them stays behind."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

import pytest

import govtask_cli
from command_line import invoke
from govtask_cli.errors import ExitCode, UsageError
from govtask_cli.grammar.columns import column_field, is_region
from govtask_cli.grammar.leaders import leader_of
from govtask_cli.grammar.measures import measures
from govtask_cli.grammar.metadata import metadata_fields
from govtask_cli.grammar.responsibility import clause, label_at_start
from govtask_cli.grammar.schedule import frequency_of
from govtask_cli.grammar.script import simplified
from govtask_cli.lexicon import built_in, in_use, lexicon
from govtask_cli.lexicon.own import Own, checked, own_from

TABLE = """北山区2031年重点工作任务分解

攻坚名目\t盯办科室
新建水厂2座。\t甲科
整治河道3公里。\t乙科
"""
WORDS = """[headers.content]
words = ["攻坚名目"]

[headers.lead]
words = ["盯办科室"]
"""


def own(**tables: Any) -> Own:
    """A lexicon of one file: own(headers={"content": {"words": […]}})."""
    return checked(tables, "my.toml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a table in words that nobody knows, and a lexicon that does."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "table.txt").write_text(TABLE, encoding="utf-8")
    (tmp_path / "my.toml").write_text(WORDS, encoding="utf-8")
    return tmp_path


class TestWords:
    def test_are_added(self) -> None:
        assert column_field("攻坚名目") is None
        with in_use(own(headers={"content": {"words": ["攻坚名目"]}})):
            assert column_field("攻坚名目") == "content"
            assert column_field("工作内容") == "content"
        assert column_field("攻坚名目") is None

    def test_are_taken_away(self) -> None:
        with in_use(own(headers={"content": {"remove": ["项目"]}})):
            assert column_field("项目") is None
            assert column_field("事项") == "content"

    def test_take_the_place_of_a_list(self) -> None:
        with in_use(own(labels={"place": {"replace": True, "words": ["建在哪"]}})):
            assert label_at_start("建在哪：青石镇") == "place"
            assert label_at_start("建设地点：青石镇") is None
        assert label_at_start("建设地点：青石镇") == "place"

    def test_replace_leaves_alone_what_is_not_given(self) -> None:
        with in_use(own(headers={"deadline": {"replace": True, "tails": ["之期"]}})):
            assert column_field("设备调试时限") is None
            assert column_field("办理之期") == "deadline"
            assert column_field("完成时限") == "deadline"

    def test_have_one_meaning(self) -> None:
        assert column_field("责任人") == "leader"
        with in_use(own(headers={"head": {"words": ["责任人"]}})):
            assert column_field("责任人") == "head"
        with in_use(own(labels={"units": {"words": ["牵头单位"]}})):
            assert {unit.basis for unit in clause("牵头单位：甲局").units} == {"first"}

    def test_given_to_two_tables_stay_in_both(self) -> None:
        both = {"leading": {"words": ["总包"]}, "assigning": {"words": ["总包"]}}
        with in_use(own(labels=both)):
            assert [unit.role for unit in clause("甲局总包，乙局").units] == ["lead", "support"]

    def test_may_hold_signs_of_patterns(self) -> None:
        with in_use(
            own(labels={"leading": {"words": ["(总)牵头"]}}, offices={"title": {"words": ["帮办(员)"]}})
        ):
            assert clause("甲局(总)牵头，乙局").units[0].role == "lead"
            assert leader_of("秦海帮办(员)") is not None

    def test_of_every_kind_of_list(self) -> None:
        mine = own(
            schedule={"frequency": {"lists": {"monthly": ["一月一晒"]}}},
            furniture={"metadata": {"lists": {"issuer": ["印制单位"]}}},
            measures={"unit_count": {"words": ["宿"]}, "guards": {"patterns": {"宿": "舍"}}},
            script={"traditional": {"signs": "甴"}},
            headers={"region": {"tails": ["片区"]}},
        )
        with in_use(mine):
            assert frequency_of("一月一晒") == "monthly"
            assert frequency_of("月报") == "monthly"
            assert metadata_fields()["印制单位"] == "issuer"
            assert [measure.unit for measure in measures("新建驿站5宿，改造3宿舍")] == ["宿"]
            assert simplified("責") == "责"
            assert is_region("东岭片区")

    def test_may_be_offices(self) -> None:
        first = own(bodies={"government": [{"name": "水务和河道管理局", "short": ["水河局"]}]})
        second = own(bodies={"government": [{"name": "水网和河道管理局", "short": ["水河局"]}]})
        text = "青石区人民政府任务分解\n\n1.新建水厂2座。（责任单位：区水河局）\n".encode()
        for mine, name in ((first, "区水务和河道管理局"), (first + second, "区水网和河道管理局")):
            with in_use(mine):
                assert govtask_cli.parse(text).tasks[0].units[0].canonical == name
        assert govtask_cli.parse(text).tasks[0].units[0].canonical is None

    def test_of_a_later_file_stand_over_an_earlier_one(self) -> None:
        first = own(headers={"content": {"words": ["攻坚名目"]}})
        with in_use(first + own(headers={"content": {"remove": ["攻坚名目"]}})):
            assert column_field("攻坚名目") is None


class TestInUse:
    def test_none_keeps_what_is_in_use(self) -> None:
        with in_use(own(headers={"content": {"words": ["攻坚名目"]}})), in_use():
            assert column_field("攻坚名目") == "content"

    def test_the_inner_one_counts_and_the_outer_comes_back(self) -> None:
        outer, inner = (own(headers={"content": {"words": [word]}}) for word in ("攻坚名目", "突破名堂"))
        with in_use(outer):
            with in_use(inner):
                assert (column_field("攻坚名目"), column_field("突破名堂")) == (None, "content")
            assert (column_field("攻坚名目"), column_field("突破名堂")) == ("content", None)

    def test_an_error_inside_takes_the_words_back(self) -> None:
        with pytest.raises(KeyError), in_use(own(headers={"content": {"words": ["攻坚名目"]}})):
            raise KeyError("x")
        assert column_field("攻坚名目") is None

    def test_the_same_words_again_forget_nothing(self) -> None:
        mine = own(headers={"content": {"words": ["攻坚名目"]}})
        with in_use(mine):
            column_field("攻坚名目")
            kept = lexicon("headers")
            with in_use(own(headers={"content": {"words": ["攻坚名目"]}})):
                assert lexicon("headers") is kept
            assert lexicon("headers") is kept

    def test_nothing_made_of_words_stays(self, folder: Path) -> None:
        """Whatever is cached in any module is forgotten on the way in and on the way out."""
        for stay in (True, False):
            govtask_cli.parse("table.txt")
            with in_use(own(headers={"content": {"words": ["攻坚名目"]}})):
                assert all(size == 0 for size in sizes())
                if stay:
                    govtask_cli.parse("table.txt")
            assert all(size == 0 for size in sizes())

    def test_other_threads_see_none_of_it(self, folder: Path) -> None:
        data = TABLE.encode()
        plain = govtask_cli.parse(data).model_dump_json()
        mine = govtask_cli.parse(data, lexicon="my.toml").model_dump_json()
        wrong: list[str] = []

        def work(with_words: bool) -> None:
            for _ in range(4):
                got = govtask_cli.parse(data, lexicon="my.toml" if with_words else None).model_dump_json()
                if got != (mine if with_words else plain):
                    wrong.append(got)

        threads = [threading.Thread(target=work, args=(number % 2 == 0,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert plain != mine
        assert not wrong


def sizes() -> list[int]:
    """How much every cache of the package holds."""
    modules = [module for name, module in sys.modules.items() if name.startswith("govtask_cli")]
    held = {
        id(each): each for module in modules for each in vars(module).values() if hasattr(each, "cache_info")
    }
    assert len(held) > 20
    return [each.cache_info().currsize for each in held.values()]


@pytest.mark.parametrize(
    "subject", ["headers", "labels", "units", "offices", "measures", "headings", "report"]
)
def test_a_file_emptied_of_all_words_does_no_harm(subject: str, folder: Path) -> None:
    nothing = {
        table: {"replace": True, **{key: [] for key in ("words", "tails", "heads") if key in held}}
        for table, held in built_in(subject).items()
    }
    text = f"{TABLE}\n一、新建学校约3所，增长5%以上。（甲局牵头，乙局配合）\n责任单位：丙局\n"
    assert govtask_cli.parse(text.encode(), lexicon={subject: nothing}).coverage.read > 0


WRONG = [
    ("[header.content]\nwords = []", "[header] is no file of the lexicon", "did you mean headers?"),
    ("[headers.kontent]\nwords = []", "[headers.kontent] is no table of the lexicon", "did you mean content?"),
    ("[headers.content]\nwrods = []", "[headers.content] wrods is no key", "it may hold: about, heads, remove"),
    ("[labels.lead]\ntails = ['办']", "[labels.lead] tails is read by nothing", "words"),
    ("[headers.region]\nwords = ['办']", "[headers.region] words is read by nothing", "tails"),
    ("[headers.content]\nwords = '攻坚'", "[headers.content] words: Input should be a valid tuple", "words"),
    ("[headers.content]\nwords = ['']", "[headers.content] words.0: String should have at least 1", "words"),
    ("[headers.content]\nwords = [1]", "[headers.content] words.0: Input should be a valid string", "words"),
    ("[schedule.frequency.lists]\nweekly = ['周报']", "lists.weekly is read by nothing", "annual, monthly"),
    ("[measures.guards.patterns]\n'个' = '['", "[measures.guards] patterns.个: '[' is no pattern", "patterns"),
    ("[[bodies.government]]\nnmae = '水河局'", "[bodies] government.0.name: Field required", "lexicon/bodies.py"),
    ("[bodies.goverment]", "[bodies] goverment is no key", "lexicon/bodies.py"),
    ("headers = 1", "[headers] holds no tables", "write [headers.TABLE]"),
    ("headers.content = 1", "[headers.content] it: Input should be a valid dictionary", "words"),
    ("[headers", "is no TOML: Expected", "save it as UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cause", "cure"), WRONG, ids=[cause for _, cause, _ in WRONG])
def test_a_wrong_file_is_told_with_file_table_key_and_cure(
    text: str, cause: str, cure: str, folder: Path
) -> None:
    (folder / "my.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as told:
        own_from("my.toml")
    assert told.value.file == "my.toml"
    assert cause in told.value.cause
    assert cure in told.value.cure


def test_a_file_that_cannot_be_read_is_told(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"no\.toml: there is no such file"):
        own_from("no.toml")
    with pytest.raises(UsageError, match="cannot be read"):
        own_from(folder)
    (folder / "my.toml").write_bytes("[headers.content]\nwords = ['攻坚']".encode("gb18030"))
    with pytest.raises(UsageError, match="is not in UTF-8"):
        own_from("my.toml")


class TestApi:
    def test_takes_a_file_several_or_tables(self, folder: Path) -> None:
        (folder / "more.toml").write_text('[headers.content]\nremove = ["攻坚名目"]', encoding="utf-8")
        tables = {"headers": {"content": {"words": ["攻坚名目"]}, "lead": {"words": ["盯办科室"]}}}
        for given in ("my.toml", folder / "my.toml", ["my.toml"], tables):
            (task, _) = govtask_cli.parse("table.txt", lexicon=given).tasks
            assert [(unit.name, unit.basis) for unit in task.units] == [("甲科", "label")]
        assert not govtask_cli.parse("table.txt", lexicon=["my.toml", "more.toml"]).tasks
        assert not govtask_cli.parse("table.txt").tasks

    def test_check_takes_it_too(self, folder: Path) -> None:
        assert govtask_cli.check("table.txt")
        assert not govtask_cli.check("table.txt", lexicon="my.toml")

    def test_for_many_documents(self, folder: Path) -> None:
        with govtask_cli.use_lexicon("my.toml"):
            assert govtask_cli.parse("table.txt").tasks
        assert not govtask_cli.parse("table.txt").tasks


class TestCommands:
    def test_parse_and_show_take_it(self, folder: Path) -> None:
        assert "甲科" not in invoke("parse", "table.txt", "-f", "csv").stdout
        assert "甲科" in invoke("parse", "table.txt", "-f", "csv", "--lexicon", "my.toml").stdout
        shown = invoke("show", "table.txt", "--lexicon", "my.toml").stdout
        assert shown != invoke("show", "table.txt").stdout
        assert column_field("盯办科室") is None

    def test_explain_takes_it_and_what_it_proposed_is_a_lexicon(self, folder: Path) -> None:
        longer = TABLE.replace("2座", "2座并铺设管网").replace("3公里", "3公里并修复河岸")
        (folder / "table.txt").write_text(longer, encoding="utf-8")
        lines = invoke("explain", "table.txt").stdout.splitlines()
        begin = next(at for at, line in enumerate(lines) if "in a lexicon file" in line)
        proposed = "\n".join(line.strip() for line in lines[begin + 1 :])
        (folder / "proposed.toml").write_text(proposed, encoding="utf-8")
        told = invoke("explain", "table.txt", "--lexicon", "proposed.toml").stdout
        assert "攻坚名目 → content" in told
        assert "in a lexicon file" not in told

    def test_may_be_given_again(self, folder: Path) -> None:
        (folder / "content.toml").write_text(WORDS.partition("\n\n")[0], encoding="utf-8")
        (folder / "lead.toml").write_text(WORDS.partition("\n\n")[2], encoding="utf-8")
        run = invoke("parse", "table.txt", "-f", "csv", "--lexicon", "content.toml", "--lexicon", "lead.toml")
        assert "甲科" in run.stdout

    def test_a_wrong_one_is_wrong_use(self, folder: Path) -> None:
        (folder / "my.toml").write_text("[headers.kontent]", encoding="utf-8")
        run = invoke("parse", "table.txt", "--lexicon", "my.toml")
        assert run.exit_code == ExitCode.USAGE
        assert run.stderr == (
            "govtask: my.toml: [headers.kontent] is no table of the lexicon (did you mean content?)\n"
        )
