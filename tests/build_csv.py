"""Tables separated by commas for tests: a sheet as a spreadsheet program saves it so."""

from __future__ import annotations

import csv
import io

from build_xlsx import Drawn


def separated(drawn: Drawn) -> bytes:
    """The bytes of a sheet in GB 18030, as a Chinese Windows saves it; merged cells are lost but for the first."""
    width = max([*map(len, drawn.rows), *(right + 1 for _, _, _, right in drawn.merged)], default=0)
    file = io.StringIO(newline="")
    csv.writer(file).writerows([*row, *[None] * (width - len(row))] for row in drawn.rows)
    return file.getvalue().encode("gb18030")
