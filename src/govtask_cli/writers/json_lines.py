"""JSON Lines: one record a line, in UTF-8."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from govtask_cli.writers.columns import FindingRow, FormRow, MeasureRow, StatementRow, TaskRow, UnitRow, Value
from govtask_cli.writers.options import Options
from govtask_cli.writers.tables import Table, table_for

if TYPE_CHECKING:
    from govtask_cli.records import Result


# Ends of lines to many readers (str.splitlines among them), which JSON leaves as they are.
OTHER_LINE_ENDS: Final = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def write(results: Sequence[Result], stream: BinaryIO, options: Options) -> tuple[str, ...]:
    """Tasks, statements and findings as in JSON; units and measures by the keys of their columns."""
    table, remarks = table_for(results, options)
    for result in results:
        for row in table.rows(result):
            fields = _fields(table, row)
            if options.several:
                fields = {"document": result.source.name, **fields}
            stream.write(_line(fields).encode())
    return remarks


def _line(fields: dict[str, Any]) -> str:
    """One line, whatever a reader takes for the end of one."""
    return json.dumps(fields, ensure_ascii=False).translate(OTHER_LINE_ENDS) + "\n"


def _fields(table: Table[Any], row: object) -> dict[str, Any]:
    """A row as what `json` can write."""
    match row:
        case TaskRow():
            return row.task.model_dump(mode="json")
        case StatementRow():
            return row.statement.model_dump(mode="json")
        case FindingRow():
            return row.finding.model_dump(mode="json")
        case UnitRow() | MeasureRow() | FormRow():
            return {column.key: _plain(column.get(row)) for column in table.columns}
        case _:
            raise TypeError(f"no row of a table: {row!r}")


def _plain(value: Value) -> str | int | float | None:
    """A value of a column as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat()
