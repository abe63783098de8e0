"""Results on disk instead of in memory, for outputs that hold many documents in one file."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, overload

if TYPE_CHECKING:
    from typing import IO

    from govtask_cli.records import Result

_NOTHING: Final = (-1, 0)
_IN_MEMORY: Final = 8 << 20
"""So many bytes stay in memory: a few documents need no file."""


class Spool(Sequence["Result"]):
    """Results in the order of their documents, whatever the order in which they came.

    Each is read anew when it is asked for; the file has no name and is gone with the process. Used in `with`.
    """

    def __init__(self, size: int) -> None:
        self._places: list[tuple[int, int]] = [_NOTHING] * size
        self._kept: list[int] | None = None
        self._end = 0
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed by `with`)

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def put(self, index: int, result: Result | bytes) -> None:
        """Keep the result of a document; bytes are one that is pickled already."""
        data = result if isinstance(result, bytes) else pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._end)
        self._file.write(data)
        self._places[index] = (self._end, len(data))
        self._end += len(data)
        self._kept = None

    def __len__(self) -> int:
        return len(self._order())

    @overload
    def __getitem__(self, at: int) -> Result: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Result]: ...
    def __getitem__(self, at: int | slice) -> Result | Sequence[Result]:
        if isinstance(at, slice):
            return [self._result(index) for index in self._order()[at]]
        return self._result(self._order()[at])

    def __iter__(self) -> Iterator[Result]:
        return (self._result(index) for index in self._order())

    def _order(self) -> list[int]:
        if self._kept is None:
            self._kept = [index for index, place in enumerate(self._places) if place != _NOTHING]
        return self._kept

    def _result(self, index: int) -> Result:
        begin, size = self._places[index]
        self._file.seek(begin)
        result: Result = pickle.loads(self._file.read(size))
        return result
