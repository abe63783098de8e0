"""Things on disk instead of in memory, each read anew when it is asked for."""

from __future__ import annotations

import pickle
import tempfile
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from typing import IO


class Shelf:
    """Keeps things in a file that has no name and is gone with the process. Used in `with`.

    in_memory: so many bytes need no file.
    """

    def __init__(self, in_memory: int) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=in_memory)  # noqa: SIM115 (closed by `with`)
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def put(self, thing: Any) -> int:
        """Keep a thing; the place where it is found again. Bytes are one that is pickled already."""
        data = thing if isinstance(thing, bytes) else pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
        place = self._end
        self._file.seek(place)
        self._file.write(data)
        self._end += len(data)
        return place

    def get(self, place: int) -> Any:
        """The thing that was kept there."""
        self._file.seek(place)
        return pickle.load(self._file)
