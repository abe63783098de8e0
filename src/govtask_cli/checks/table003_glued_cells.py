"""TABLE003: cells that the source glues together were parted where the units' names end

The cells of a table stand one behind the other without anything between them. The text was parted behind the
units of each task; where a name of a unit ends is a reading, not what is printed, and a heading that stood in a
cell of its own may be left at the beginning of a task.

How to mend: compare the tasks with the source; better, export the table again with its cells divided.

Bad:
    临浦区2031年民生实事

    新建公厕12座。区城管局牵头，区财政局改造菜市场3个。区商务局牵头增开公交线路2条。区交通局牵头

Good:
    临浦区2031年民生实事

    1.新建公厕12座。（区城管局牵头，区财政局配合）
    2.改造菜市场3个。（区商务局牵头）
    3.增开公交线路2条。（区交通局牵头）
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govtask_cli.checks.quotation import quoted
from govtask_cli.checks.telling import at_note
from govtask_cli.records import Finding, Result

CODE: Final = "TABLE003"


def glued_cells(result: Result) -> Iterator[Finding]:
    """One finding for each paragraph of glued cells."""
    for note in result.notes:
        if note.kind == "glued":
            yield at_note(
                CODE,
                "warning",
                f"{note.message}: {quoted(note.text)}; compare each task and its units with the source",
                note,
            )
