"""Titles that a line break parted: 关于印发… up to its 通知, a period and what is reported on, a title in a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from govtask_cli.document import Block, Label, Paragraph, Table
from govtask_cli.grammar.dates import is_date_line
from govtask_cli.grammar.leaders import heads_work_of_official
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.titles import is_annex_mark, is_body, is_notice_title, is_title, is_title_ending
from govtask_cli.repair.full_lines import PROSE, Line
from govtask_cli.repair.widths import indent

_SENT: Final = re.compile(r"《[^《》]+》(?:等|已|业|经|的|、|和|及)|[已业]经|和《|及《|、《")
"""What goes on with the name of a paper in a sentence that sends it."""
_PERIOD_END: Final = re.compile(r"[0-9](?:年度?|月份?|季度)$|半年$")
"""A title cut behind its year or period: 某县2031年1—9月 / 重点项目推进情况通报."""
_ABOUT: Final = re.compile("(?:办公室|办公厅)?关于")
_TITLE_LINE: Final = re.compile(r"^[^：:（(]{0,16}(?:19|20)[0-9]{2} ?年[^0-9：:（(]{2,20}$")
_OPENING: Final = frozenset("（(")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}年")
_SHORT: Final = 4
_MASTHEADS: Final = ("督查通报", "简报", "专报")
_AND: Final = frozenset("及暨")
"""No title begins with these: …检查情况 / 及激励名单的公示."""
_CENTRED: Final = 6
"""Columns of an indent from which on a line is centred and opens no paragraph."""


def continues_title(line: Line, further: Line, blocks: Sequence[Block], at: int) -> bool:
    """Whether `further`, the block at `at`, is the rest of a title that `line` begins."""
    if line.plain[:1] == "《" and line.plain[-1:] == "》" and _SENT.match(further.plain) is not None:
        return True  # 《甲方案》 / 《乙方案》已经市政府同意
    return (
        _is_title_rest(line, further)
        or _is_title_in_cell(line, further)
        or _is_title_set_off(line, further, blocks, at)
    )


def _is_title_in_cell(line: Line, further: Line) -> bool:
    """Whether a title was broken inside its cell."""
    if not line.paragraph.text or not further.paragraph.text:
        return False
    origin = line.paragraph.text.runs[-1].origin
    return (
        origin.cell is not None
        and origin == further.paragraph.text.runs[0].origin
        and not is_annex_mark(line.plain)
        and PROSE.search(line.plain) is None
        and not is_title(line.plain)
        and (is_title(further.plain) or is_title_ending(further.plain))
        and is_title(line.plain + further.plain)
    )


def _is_title_rest(line: Line, further: Line) -> bool:
    """Whether a title goes on in the next line: 关于印发… up to its 通知, or a last word such as 分工表."""
    if line.marker is not None or line.label is not None or len(line.plain) > 60:
        return False
    sending = simplified(line.plain).removesuffix("关于")
    if sending != simplified(line.plain) and is_body(sending) and is_notice_title(further.plain):
        return PROSE.search(further.plain) is None
    if further.paragraph.gap > 1:
        return False
    if is_body(line.plain) and _ABOUT.match(simplified(further.plain)) and further.paragraph.gap == 0:
        return True
    if _is_centred(line.paragraph) and _is_centred(further.paragraph) and further.paragraph.gap == 0:
        signed = is_body(line.plain) and not further.plain.startswith(("关于", "關於"))
        dated = is_date_line(line.plain)
        return PROSE.search(line.plain) is None and is_title(further.plain) and not signed and not dated
    if _PERIOD_END.search(line.plain) and further.paragraph.gap == 0 and not line.alone:
        return PROSE.search(line.plain) is None and is_title(further.plain)
    if (
        "关于" in simplified(line.plain)
        and not is_notice_title(line.plain)
        and PROSE.search(line.plain) is None
    ):
        joined = further.plain[:1] in _AND or not is_title(line.plain)
        ended = is_notice_title(further.plain) or (joined and is_title(further.plain))
        return ended and len(further.plain) <= 60
    if not is_title(line.plain) or further.paragraph.gap:
        return False
    return is_title_ending(further.plain) or (further.plain[:1] in _AND and is_title(further.plain))


def _is_title_set_off(line: Line, further: Line, blocks: Sequence[Block], at: int) -> bool:
    """Whether two lines set off from the others are one title, the year above: 某县2031年重点项目 / 推进机制实施方案."""
    over = blocks[at - 2] if at > 1 else None
    apart = (
        over is None or line.paragraph.gap or (isinstance(over, Paragraph) and is_annex_mark(over.text.plain))
    )
    if further.paragraph.gap or not apart or not _TITLE_LINE.search(line.plain):
        return False
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    if not isinstance(below, Label | Table) and not (isinstance(below, Paragraph) and _ends_title(below)):
        return False
    if (
        line.marker is not None
        or line.label is not None
        or is_notice_title(line.plain)
        or (is_body(line.plain) and _YEAR.search(line.plain) is None)  # 2031年政府 / 工作报告…
    ):
        return False
    return (
        PROSE.search(line.plain) is None
        and len(further.plain) >= _SHORT
        and not further.plain.endswith(_MASTHEADS)
        and not further.plain.startswith(("关于", "關於"))
        and _YEAR.search(further.plain) is None
        and is_title(further.plain)
        and not heads_work_of_official(further.plain)
    )


def _ends_title(below: Paragraph) -> bool:
    """Whether a line stands below a title and is no part of it: a blank line above it, a bracket, a number, a date."""
    plain = below.text.plain.strip()
    return bool(
        below.gap
        or plain[:1] in _OPENING
        or "号" in plain[-2:]
        or is_date_line(plain)
        or marker(plain) is not None
        or (indent(below) and PROSE.search(plain))
    )


def _is_centred(paragraph: Paragraph) -> bool:
    """Whether a line is set in the middle: indented by more than opens a paragraph."""
    return indent(paragraph) >= _CENTRED
