"""Numbers as a spreadsheet prints them."""

from __future__ import annotations

import time
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtask_cli.readers.date_formats import BUILT_IN
from govtask_cli.readers.number_formats import general, number_format
from govtask_cli.readers.numeral_words import read_out

DAY = 47912.0
"""2031-03-05, a Wednesday."""
ACCOUNTS = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '

PRINTED = [
    (5.0, "General", "5"),
    (0.6, "0%", "60%"),
    (0.65432, "0.00%", "65.43%"),
    (0.285, "0%", "29%"),
    (1200, "#,##0", "1,200"),
    (999, "#,##0", "999"),
    (1234567.891, "#,##0.00", "1,234,567.89"),
    (1.005, "0.00", "1.01"),
    (2.5, "0", "3"),
    (-5, "0.0", "-5.0"),
    (-0.2, "0", "0"),
    (-1234.5, "#,##0.00_);[Red](#,##0.00)", "(1,234.50)"),
    (-3, "0;减0;零", "减3"),
    (0, "0;减0;零", "零"),
    (0, "0;-0;;@", ""),
    (1234.5, ACCOUNTS, "1,234.50"),
    (0, ACCOUNTS, "-"),
    (3.5, '0"户"', "4户"),
    (12, 'G/通用格式"项"', "12项"),
    (1234.5, '"¥"#,##0.00', "¥1,234.50"),
    (1234567, "#,##0,", "1,235"),
    (123456789, '0,,"百万"', "123百万"),
    (7, "00", "07"),
    (57600512345, "000-0000-0000", "576-0051-2345"),
    (3, "0.##", "3"),
    (0.005, "0.0#", "0.01"),
    (1.5, "# ?/?", "1 1/2"),
    (0.123, "# ??/??", "8/65"),
    (123456, "0.00E+00", "1.23E+05"),
    (12, "[DBNum1][$-804]General", "十二"),
    (1205, "[DBNum1]General", "一千二百〇五"),
    (12000030, "[DBNum2]General", "壹仟贰佰万零叁拾"),
    (5, '[>=1]"是";"否"', "是"),
    (0, '[>=1]"是";"否"', "否"),
    (1200, '[蓝色][>1000]#,##0"万";0', "1,200万"),
    (DAY, "yyyy/m/d", "2031/3/5"),
    (DAY, "yyyy-mm-dd;@", "2031-03-05"),
    (DAY + 0.999999, "yyyy/m/d", "2031/3/5"),
    (DAY + 0.5, 'yyyy"年"m"月"d"日" h:mm', "2031年3月5日 12:00"),
    (DAY, '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇三一年三月五日"),
    (DAY, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2031年3月5日"),
    (DAY, "aaaa", "星期三"),
    (DAY, "d-mmm-yy", "5-Mar-31"),
    (13.5 / 24, '上午/下午h"时"mm"分"', "下午1时30分"),
    (13.5 / 24, "h:mm AM/PM", "1:30 PM"),
    (1.25, "[h]:mm:ss", "30:00:00"),
    (0.5 / 86400, "mm:ss.0", "00:00.5"),
    (1, "yyyy-m-d", "1900-1-1"),
    (59, "yyyy-m-d", "1900-2-28"),
    (61, "yyyy-m-d", "1900-3-1"),
    (-1, "yyyy-m-d", "-1"),
    (9e9, "yyyy-m-d", "9000000000"),
]


@pytest.mark.parametrize(("value", "code", "said"), PRINTED)
def test_a_number_is_printed_as_a_spreadsheet_prints_it(value: float, code: str, said: str) -> None:
    known = number_format(code)
    assert (general(value) if known is None else known.number(value)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (5.0, "5"), (0.1 + 0.2, "0.3"), (3 / 7, "0.428571429"), (100 / 3, "33.33333333"), (-0.5, "-0.5"),
        (123456789012.0, "123456789012"), (1e20, "1E+20"), (1e-7, "1E-07"), (1234567.891234, "1234567.891"), (0.0, "0"),
    ],
)  # fmt: skip
def test_a_plain_number(value: float, said: str) -> None:
    assert general(value) == said


@pytest.mark.parametrize(("number", "code", "said"), [
    (14, "", "2031/3/5"), (31, "", "2031年3月5日"), (57, "", "2031年3月"), (58, "", "3月5日"), (9, "", "4791200%"),
])  # fmt: skip
def test_formats_that_a_file_names_by_number(number: int, code: str, said: str) -> None:
    known = number_format(BUILT_IN[number])
    assert known is not None
    assert known.number(DAY) == said


def test_days_from_1904() -> None:
    known = number_format("yyyy/m/d", epoch_1904=True)
    assert known is not None
    assert known.number(DAY - 1462) == "2031/3/5"


def test_texts_under_a_format() -> None:
    named = number_format('@"局"')
    assert named is not None
    assert named.text("水务") == "水务局"
    accounts = number_format(ACCOUNTS)
    assert accounts is not None
    assert accounts.text("约5%") == "约5%"


@pytest.mark.parametrize("code", ["", "General", "@", "G/通用格式", "x" * 5000])
def test_codes_that_change_nothing(code: str) -> None:
    assert number_format(code) is None


@given(st.floats(0.001, 1e9), st.integers(0, 4))
def test_rounding_is_that_of_the_digits_as_written(value: float, decimals: int) -> None:
    known = number_format("0." + "0" * decimals if decimals else "0")
    assert known is not None
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert known.number(value) == f"{exact:f}"


@given(
    st.text(alphabet='0#?.,%;@"\\_*[]ymdhsE+-/G年 $R>=1', max_size=30),
    st.floats(allow_nan=False, allow_infinity=False),
)
def test_any_code_prints_something_or_nothing(code: str, value: float) -> None:
    known = number_format(code)
    assert isinstance(general(value) if known is None else known.number(value), str)


@given(st.integers(0, 99_999_999))
def test_numerals_are_read_out_in_groups_of_four(number: int) -> None:
    said = read_out(str(number), 1)
    assert not any(sign.isascii() for sign in said)
    assert said.count("万") == (number >= 10_000)


def test_a_code_of_brackets_costs_no_more_than_its_length() -> None:
    began = time.process_time()
    for sign in '["\\_*;':
        number_format(sign * 999)
    assert time.process_time() - began < 0.5
