"""What stands above the list: titles of several lines, mastheads, document numbers in brackets, people to ask."""

from __future__ import annotations

import pytest

from govtask_cli import parse
from govtask_cli.records import DocumentInfo

ITEMS = "1.新建水厂2座。（责任单位：区水务局）\n2.新建公厕6座。（责任单位：区城管局）\n"


def document(front: str) -> DocumentInfo:
    return parse(f"{front}\n\n{ITEMS}".encode(), name="list.txt").document


@pytest.mark.parametrize(
    ("front", "title"),
    [
        (
            "北山区2031年政府工作报告重点任务\n分单位责任清单\n北政办〔2031〕9号",
            "北山区2031年政府工作报告重点任务分单位责任清单",
        ),
        ("北山区2031年重点项目“五个一”\n包联推进机制实施方案", "北山区2031年重点项目“五个一”包联推进机制实施方案"),
        (
            "北山区人民政府办公室关于印发\n北山区推进县域商业发展\n重点任务分工方案的通知\n北政办〔2031〕9号",
            "北山区人民政府办公室关于印发北山区推进县域商业发展重点任务分工方案的通知",
        ),
        ("北山区2031年重点任务分解\n\n重点项目清单", "北山区2031年重点任务分解"),
        (
            "北山区人民政府办公室督查通报\n\n北政督〔2031〕14号\n\n2031年第二季度重点督办事项台账",
            "2031年第二季度重点督办事项台账",
        ),
    ],
)  # fmt: skip
def test_the_title_is_whole_and_no_masthead(front: str, title: str) -> None:
    assert document(front).title == title


@pytest.mark.parametrize(
    ("line", "number", "day"),
    [
        ("（北医发〔2033〕9号 2033年2月8日印发）", "北医发〔2033〕9号", "2033-02-08"),
        ("（北医发〔2033〕9号）", "北医发〔2033〕9号", None),
        ("北政办督字〔2032〕第9号　　　　签发：龚遂", "北政办督字〔2032〕第9号", None),
    ],
)
def test_the_number_of_the_document(line: str, number: str, day: str | None) -> None:
    said = document(f"北山区2033年重点任务分解\n{line}")
    assert (said.document_number, said.issued_on) == (number, day)


@pytest.mark.parametrize(
    ("line", "contacts"),
    [
        ("联系人：区政府办公室 宁静，联系电话：5520871、5520872。", [("宁静", ["5520871", "5520872"])]),
        ("（联系人：县政府督查室  纪 明，电话：0372-6180227）", [("纪明", ["0372-6180227"])]),
        ("联系人：古丽·艾山，联系电话：0999-2512308。", [("古丽·艾山", ["0999-2512308"])]),
        ("聯繫人：羅啟　聯繫電話：0177-2200456", [("羅啟", ["0177-2200456"])]),
        ("联系人：晏青，联系电话：2081155；鲁帆，联系电话：2081156。", [("晏青", ["2081155"]), ("鲁帆", ["2081156"])]),
        ("联系人：晏青，电话：2081155；联系人：鲁帆，电话：2081156。", [("晏青", ["2081155"]), ("鲁帆", ["2081156"])]),
        ("联系人：晏青、鲁帆，电话：2081155、2081156。", [("晏青", ["2081155"]), ("鲁帆", ["2081156"])]),
        ("联系人：卢秋（院办公室），联系电话：0591-5550133", [("卢秋", ["0591-5550133"])]),
        ("填报人：丰子　审核人：卢秋", []),
    ],
)  # fmt: skip
def test_whom_to_ask(line: str, contacts: list[tuple[str, list[str]]]) -> None:
    found = document(f"北山区2033年重点任务分解\n\n请各单位认真落实。{line}").contacts
    assert [(contact.name, contact.phones) for contact in found] == contacts
