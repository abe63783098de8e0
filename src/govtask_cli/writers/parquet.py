"""Parquet: one kind of record a file, with the types of the records: numbers, lists, records in records."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Final, Literal, Union, get_args, get_origin

from govtask_cli.errors import UsageError
from govtask_cli.records import Finding, Record, Statement, Task
from govtask_cli.writers.columns import FindingRow, StatementRow, TaskRow
from govtask_cli.writers.options import Options
from govtask_cli.writers.tables import Table, left_out, table_for

if TYPE_CHECKING:
    from govtask_cli.records import Result

_GROUP: Final = 10_000
"""Rows that are written together: so many are in memory."""
_KINDS: Final[dict[str, type[Record]]] = {"tasks": Task, "statements": Statement, "findings": Finding}


def write(results: Sequence[Result], stream: BinaryIO, options: Options) -> tuple[str, ...]:
    """A row for each record, led by the name of its document. Raises UsageError without pyarrow."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError(
            options.target, "needs pyarrow to be written (未安装)", "pip install 'govtask-cli[parquet]'"
        ) from error
    table = table_for(results, options)
    if table.kind not in _KINDS:
        raise UsageError(
            "--records",
            f"{table.kind} are parts of other records in Parquet",
            "write tasks, statements or findings",
        )
    remarks: list[str] = []
    schema = pyarrow.schema([("document", pyarrow.string()), *_fields(_KINDS[table.kind])])
    with pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        held: list[dict[str, Any]] = []
        for result in results:
            remarks += left_out(result, table, options)
            held += _rows(table, result)
            if len(held) >= _GROUP:
                writer.write_table(pyarrow.Table.from_pylist(held, schema=schema))
                held = []
        writer.write_table(pyarrow.Table.from_pylist(held, schema=schema))
    return tuple(remarks)


def _rows(table: Table[Any], result: Result) -> Iterator[dict[str, Any]]:
    for row in table.rows(result):
        match row:
            case TaskRow():
                record: Record = row.task
            case StatementRow():
                record = row.statement
            case FindingRow():
                record = row.finding
            case _:
                raise TypeError(f"no row of a record: {row!r}")
        yield {"document": result.source.name, **record.model_dump(mode="json")}


@cache
def _fields(model: type[Record]) -> tuple[tuple[str, Any], ...]:
    """The columns of a record and their types."""
    return tuple((name, _arrow(field.annotation)) for name, field in model.model_fields.items())


def _arrow(said: Any) -> Any:
    """The Arrow type for a type of the records."""
    import pyarrow

    plain = {str: pyarrow.string(), int: pyarrow.int64(), bool: pyarrow.bool_(), Decimal: pyarrow.float64()}
    if said in plain:
        return plain[said]
    if isinstance(said, type) and issubclass(said, Record):
        return pyarrow.struct(list(_fields(said)))
    origin, inside = get_origin(said), get_args(said)
    if origin is Literal:
        return pyarrow.string()
    if origin in (Union, types.UnionType):
        (only,) = (each for each in inside if each is not type(None))
        return _arrow(only)
    if origin is Annotated:
        return _arrow(inside[0])
    if origin in (list, tuple):
        return pyarrow.list_(_arrow(inside[0]))
    if origin is dict:
        return pyarrow.map_(_arrow(inside[0]), _arrow(inside[1]))
    raise TypeError(f"no type of Arrow for {said!r}")
