"""Results on disk instead of in memory, for outputs that hold many documents in one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, overload

from govtask_cli.shelf import Shelf

if TYPE_CHECKING:
    from govtask_cli.records import Result

_IN_MEMORY: Final = 8 << 20
"""So many bytes stay in memory: a few documents need no file."""


class Spool(Sequence["Result"]):
    """Results in the order of their documents, whatever the order in which they came. Used in `with`."""

    def __init__(self, size: int) -> None:
        self._places: list[int | None] = [None] * size
        self._kept: list[int] | None = None
        self._shelf = Shelf(_IN_MEMORY)

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *error: object) -> None:
        self._shelf.__exit__(*error)

    def put(self, index: int, result: Result | bytes) -> None:
        """Keep the result of a document; bytes are one that is pickled already."""
        self._places[index] = self._shelf.put(result)
        self._kept = None

    def __len__(self) -> int:
        return len(self._order())

    @overload
    def __getitem__(self, at: int) -> Result: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Result]: ...
    def __getitem__(self, at: int | slice) -> Result | Sequence[Result]:
        if isinstance(at, slice):
            return [self._result(place) for place in self._order()[at]]
        return self._result(self._order()[at])

    def __iter__(self) -> Iterator[Result]:
        return map(self._result, self._order())

    def _order(self) -> list[int]:
        """The places of the results that came."""
        if self._kept is None:
            self._kept = [place for place in self._places if place is not None]
        return self._kept

    def _result(self, place: int) -> Result:
        result: Result = self._shelf.get(place)
        return result
