"""The words that stand for the records' codes in tables for people, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Words = Mapping[object, tuple[str, str]]
"""Code → (Chinese, English)."""

ROLES: Final[Words] = {"lead": ("牵头", "lead"), "support": ("配合", "support")}

BASES: Final[Words] = {
    "label": ("按标签", "label"),
    "word": ("按“牵头”等字样", "word"),
    "rule": ("按文件规定", "rule"),
    "first": ("按排列第一", "first"),
}

FREQUENCIES: Final[Words] = {
    "monthly": ("月报", "monthly"),
    "quarterly": ("季报", "quarterly"),
    "semiannual": ("半年报", "semiannual"),
    "annual": ("年报", "annual"),
}

# Not the signs: a cell that begins with "=" would be a formula.
RELATIONS: Final[Words] = {
    "=": ("等于", "equal to"),
    ">=": ("不低于", "at least"),
    "<=": ("不超过", "at most"),
    "~": ("约", "about"),
}

CHANGES: Final[Words] = {
    "increase": ("增长", "increase"),
    "decrease": ("下降", "decrease"),
    "level": ("数值", "level"),
}

KINDS: Final[Words] = {
    "breakdown": ("任务分解", "breakdown"),
    "progress": ("进展情况", "progress"),
    "work_report": ("政府工作报告", "work report"),
    "livelihood": ("民生实事", "livelihood"),
    "unknown": ("未识别", "unknown"),
}

STATEMENT_KINDS: Final[Words] = {
    "review": ("回顾", "review"),
    "plan": ("部署", "plan"),
    "frame": ("其他", "frame"),
}

SEVERITIES: Final[Words] = {
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "info"),
}

YES_NO: Final[Words] = {True: ("是", "yes"), False: ("否", "no")}
