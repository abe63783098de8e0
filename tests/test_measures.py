"""Figures and what they measure: cases in tests/cases/measures.toml, properties of every input."""

from __future__ import annotations

import gc
import time
import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govtask_cli.grammar.measures import measures
from govtask_cli.grammar.numerals import (
    arabic_decimal,
    chinese_decimal,
    chinese_fraction,
    chinese_integer,
    ratio,
)

CASES = tomllib.loads((Path(__file__).parent / "cases" / "measures.toml").read_text(encoding="utf-8"))["case"]
FIGURES = tomllib.loads((Path(__file__).parent / "cases" / "figures.toml").read_text(encoding="utf-8"))[
    "case"
]
WORDS = """
    新增 新建 学位 公园 增长 下降 达到 分别 均 其中 占全部贷款的 不低于 约 以上 左右
    项目 等 和 、 ， 。 ； （ ） “ ”
    第 每 5 12.5 1,200 ３ 两百 千 三分之一 2/3 % 个百分点 个 万人 亿元 公里 亩 吨
    级 位 天 - — 至 余 多 的 为
"""
PIECES = (*WORDS.split(), " ", "\n")
SENTENCES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def told(content: str) -> list[str]:
    """The measures of a content as the cases write them."""
    return [f"{m.name} | {m.value} | {m.unit} | {m.relation} | {m.change}" for m in measures(content)]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, object]) -> None:
    assert told(str(case["text"])) == case["expected"]


@pytest.mark.parametrize("case", FIGURES, ids=[case["text"] for case in FIGURES])
def test_the_figures_of_a_sentence(case: dict[str, object]) -> None:
    """The figures alone, in any order: value, unit (of any width), relation and change."""
    found = [
        f"{float(m.value):g} | {unicodedata.normalize('NFKC', m.unit)} | {m.relation} | {m.change}"
        for m in measures(str(case["text"]))
    ]
    assert sorted(found) == sorted(map(plainly, case["expected"]))  # type: ignore[call-overload]


def plainly(figure: str) -> str:
    value, rest = figure.split(" | ", 1)
    return f"{float(value):g} | {unicodedata.normalize('NFKC', rest)}"


def test_raw_runs_from_the_name_to_the_last_qualifying_word() -> None:
    raws = [
        measure.raw for measure in measures("全年新增学位300个以上，引进约20家制造企业落户，占比不低于5%。")
    ]
    assert raws == ["学位300个以上", "约20家制造企业", "占比不低于5%"]


def test_values_are_decimals_as_printed() -> None:
    (measure,) = measures("生产总值增长6.10%。")
    assert measure.value == Decimal("6.10")
    assert str(measure.value) == "6.10"


@given(SENTENCES)
@settings(max_examples=300, deadline=None)
def test_every_measure_is_found_in_its_content(content: str) -> None:
    for measure in measures(content):
        assert measure.raw in content
        assert measure.raw
        assert measure.name
        assert not any(char.isspace() for char in measure.name)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(content: str) -> None:
    for measure in measures(content):
        assert measure.raw in content


@given(SENTENCES, SENTENCES)
@settings(max_examples=100, deadline=None)
def test_sentences_do_not_touch_one_another(first: str, second: str) -> None:
    if any(sign in first + second for sign in "“”（）"):
        return
    assert told(f"{first}。\n{second}") == told(first) + told(second)


@given(st.integers(1, 99_999_999))
def test_chinese_integers_round_trip(number: int) -> None:
    assert chinese_integer(written(number)) == number


@given(st.integers(0, 9999), st.integers(0, 99))
def test_chinese_decimals_round_trip(whole: int, hundredths: int) -> None:
    digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in f"{hundredths:02d}")
    assert chinese_decimal(f"{written(whole)}点{digits}") == Decimal(f"{whole}.{hundredths:02d}")


@given(st.integers(2, 99).flatmap(lambda below: st.tuples(st.integers(1, below), st.just(below))))
def test_chinese_fractions_round_trip(fraction: tuple[int, int]) -> None:
    above, below = fraction
    assert chinese_fraction(f"{written(below)}分之{written(above)}") == (ratio(above, below), "")


@given(st.integers(0, 10**15), st.booleans())
def test_thousands_marks_and_full_width_digits_change_no_number(number: int, wide: bool) -> None:
    printed = f"{number:,}"
    if wide:
        printed = printed.translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))
    assert arabic_decimal(printed) == number


def test_no_number_is_made_of_other_words() -> None:
    assert chinese_decimal("点五") is None
    assert chinese_decimal("三点") is None
    assert chinese_fraction("分之一") is None


@pytest.mark.parametrize(
    "unit",
    ["1", "1,111", "1-", "一", "千", "“", "（", "、", "10亿元", "新增公园5个、", "增长5%，", "建设", "5个"],
)
def test_time_grows_with_length_alone(unit: str) -> None:
    short, long = (measured(("3个" + unit * (size // len(unit)))[:size]) for size in (12_500, 100_000))
    assert long < 8 * 3 * max(short, 0.002)


def measured(content: str) -> float:
    """The seconds of processor time of the best of three runs, the cycle collector at rest as in a parse."""
    runs = []
    gc.disable()
    for _ in range(3):
        begin = time.process_time()
        measures(content)
        runs.append(time.process_time() - begin)
    gc.enable()
    return min(runs)


def written(number: int) -> str:
    """A number below one hundred million in Chinese numerals."""
    if number >= 10_000:
        rest = number % 10_000
        return (
            written(number // 10_000)
            + "万"
            + (("零" if 0 < rest < 1000 else "") + written(rest) if rest else "")
        )
    digits, places = "零一二三四五六七八九", ("", "十", "百", "千")
    said = "".join(
        digits[int(digit)] + (places[len(str(number)) - 1 - at] if digit != "0" else "")
        for at, digit in enumerate(str(number))
    )
    while "零零" in said:
        said = said.replace("零零", "零")
    return said.rstrip("零") or "零"


@pytest.mark.parametrize(
    ("content", "name"),
    [("增长-5%。", "增长"), ("增速为-5%。", "增速"), ("目标－5%。", "目标"), ("-5%", None)],
)
def test_a_minus_sign_belongs_to_the_figure_not_to_its_name(content: str, name: str | None) -> None:
    assert [(measure.name, measure.value) for measure in measures(content)] == (
        [] if name is None else [(name, Decimal(-5))]
    )
