"""JSON: everything there is, pretty, keys in the order of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from govtask_cli.writers.options import Options

if TYPE_CHECKING:
    from govtask_cli.records import Result


def write(results: Sequence[Result], stream: BinaryIO, options: Options) -> tuple[str, ...]:
    """One object for one input, an array for several; UTF-8, indented, with a final line break."""
    if not options.several and len(results) == 1:
        stream.write(results[0].model_dump_json(indent=2).encode())
    else:
        for index, result in enumerate(results):
            # A string in JSON holds no raw line break, so every break is one of the lay-out.
            text = result.model_dump_json(indent=2).replace("\n", "\n  ")
            stream.write((f"[\n  {text}" if index == 0 else f",\n  {text}").encode())
        stream.write(b"\n]" if results else b"[]")
    stream.write(b"\n")
    return ()
