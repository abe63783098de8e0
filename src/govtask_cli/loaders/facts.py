"""文件信息: what a workbook says of each document, read back from its rows of field and value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from pydantic import ValidationError

from govtask_cli.loaders.gathering import Gathering
from govtask_cli.loaders.loaded import Complaints, why
from govtask_cli.loaders.rows import Cell, Row
from govtask_cli.records import Contact, Coverage, DocumentInfo, SourceInfo
from govtask_cli.writers.columns import LIST
from govtask_cli.writers.words import KINDS

_FIELDS: Final = {
    "标题": "title", "Title": "title", "类型": "kind", "Kind": "kind", "发布机构": "issuer", "Issuer": "issuer",
    "文号": "document_number", "Document number": "document_number", "索引号": "index_number",
    "Index number": "index_number", "成文日期": "issued_on", "Issued on": "issued_on", "发布日期": "published_on",
    "Published on": "published_on", "年度": "year", "Year": "year", "报告期": "period", "Period": "period",
    "联系人": "contacts", "Contact": "contacts",
}  # fmt: skip
_SOURCE: Final = {
    "文件名": "name", "File": "name", "格式": "format", "Format": "format", "编码": "encoding",
    "Encoding": "encoding", "页数": "pages", "Pages": "pages", "SHA-256": "sha256",
}  # fmt: skip
_COVERAGE: Final = {
    "读入字符数（不计空白）": "read", "Characters read (without white space)": "read", "用于记录的字符数": "used",
    "Characters used": "used", "剔除的字符数": "dropped", "Characters dropped": "dropped",
    "未说明去向的字符数": "unexplained", "Characters unexplained": "unexplained",
}  # fmt: skip
_COUNTS: Final = frozenset(
    {"任务数", "Tasks", "陈述数", "Statements", "表单数", "Forms", "问题数", "Findings"}
)
"""Counted anew: what stands here is not read."""
_REASON: Final = re.compile(r"(?:　其中：|  of these: )(?P<kind>.+)")
_PERIOD: Final = re.compile(r"\A(?P<label>[^（]+)（(?P<start>\d{4}-\d\d-\d\d) – (?P<end>\d{4}-\d\d-\d\d)）")


def take(grid: Iterable[Sequence[Cell | None]], gathering: Gathering, complaints: Complaints) -> None:
    """Fill in what the sheet says of the documents."""
    lines = iter(grid)
    heads = next(lines, ())
    has_names = len(heads) > 3
    known: dict[str | None, _Facts] = {}
    for line in lines:
        name, field, value, origin = (
            [*line, None, None, None][:4] if has_names else [None, *line, None, None][:4]
        )
        if field is not None and value is not None:
            facts = known.setdefault(name.text if name is not None else None, _Facts(complaints))
            facts.put(field, value, origin)
    for document, facts in known.items():
        facts.settle(gathering, document)


class _Facts:
    """What is known of one document so far."""

    def __init__(self, complaints: Complaints) -> None:
        self._complaints = complaints
        self._made: dict[str, dict[str, Any]] = {"document": {}, "source": {}, "coverage": {}}
        self._places: dict[str, str] = {}
        self._origins: dict[str, str] = {}
        self._reasons: dict[str, int] = {}

    def put(self, field: Cell, value: Cell, origin: Cell | None) -> None:
        """One row of the sheet."""
        row = Row({"value": value}, {}, value.place, self._complaints, {"value": value.place})
        said = field.text
        if (reason := _REASON.fullmatch(said)) is not None:
            self._reasons[reason["kind"]] = row.whole("value") or 0
        elif said in _FIELDS:
            self._document(_FIELDS[said], row, value)
            if origin is not None:
                self._origins[_FIELDS[said]] = origin.text
        elif said in _SOURCE:
            self._put("source", _SOURCE[said], value.text, value.place)
        elif said in _COVERAGE:
            self._put("coverage", _COVERAGE[said], row.whole("value") or 0, value.place)
        elif said not in _COUNTS:
            self._complaints.add(field.place, f"no field of a document is called “{said}”")

    def _document(self, key: str, row: Row, value: Cell) -> None:
        made: Any = value.text
        if key == "kind":
            made = row.word("value", KINDS, "unknown")
        elif key in {"issued_on", "published_on"}:
            made = row.day("value")
        elif key == "year":
            made = row.whole("value")
        elif key == "period":
            match = _PERIOD.fullmatch(value.text)
            made = match.groupdict() if match is not None else None
            if match is None:
                row.wrong("value", "must be a label with its days: 11月（2031-11-01 – 2031-11-30）")
        elif key == "contacts":
            made = [*self._made["document"].get("contacts", []), _contact(value.text)]
        self._put("document", key, made, value.place)

    def _put(self, part: str, key: str, value: Any, place: str) -> None:
        self._made[part][key] = value
        self._places[f"{part}.{key}"] = place

    def settle(self, gathering: Gathering, name: str | None) -> None:
        """The records of the document."""
        parts = gathering.of(name)
        self._made["document"]["origins"] = self._origins
        self._made["coverage"]["dropped_by"] = self._reasons
        for part, model in (("document", DocumentInfo), ("source", SourceInfo), ("coverage", Coverage)):
            try:
                setattr(parts, part, model.model_validate(self._made[part]))
            except ValidationError as error:
                for place, reason in why(error):
                    told = self._places.get(f"{part}.{place[0]}", "文件信息")
                    self._complaints.add(told, f"{place[0]}: {reason}")


def _contact(text: str) -> Contact:
    """The name, then the phones."""
    name, _, phones = text.partition(" ") if not text[:1].isdigit() else ("", "", text)
    return Contact(name=name or None, phones=[each for each in phones.split(LIST) if each])
