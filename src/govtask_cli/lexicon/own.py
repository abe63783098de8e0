"""The lexicon that users bring: a TOML file of the built-in files' shape that adds, takes away or replaces.

    [headers.content]
    words = ["攻坚事项"]
    remove = ["项目"]

The first name is a file of this folder, the second a table of it. A word that says what a column or clause is
has one meaning: given to one table it leaves the others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from govtask_cli.errors import UsageError
from govtask_cli.lexicon import built_in

if TYPE_CHECKING:
    from pydantic import ValidationError

    from govtask_cli.lexicon.bodies import Bodies
    from govtask_cli.lexicon.model import OwnEntry

Source = str | PathLike[str] | Mapping[str, Any] | Sequence[str | PathLike[str]]
CURE: Final = "docs/lexicon.md shows a whole file"
BODIES: Final = "bodies"
"""The file of offices, which has a model of its own."""


@dataclass(frozen=True, slots=True)
class Own:
    """The users' tables by file and name, one layer a file; later layers stand over earlier ones. `bodies`: their
    tables of offices, in the same order."""

    layers: tuple[Mapping[str, Mapping[str, OwnEntry]], ...] = ()
    bodies: tuple[Bodies, ...] = ()

    def __add__(self, other: Own) -> Own:
        """Both, the other one on top."""
        return Own((*self.layers, *other.layers), (*self.bodies, *other.bodies))

    def over(self, name: str, tables: Mapping[str, Any]) -> dict[str, Any]:
        """The tables of the file `name` with the user's words in them."""
        changed = dict(tables)
        for layer in self.layers:
            if name in layer:
                changed = _laid_over(name, changed, layer[name])
        return changed


def own_from(source: Source) -> Own:
    """The lexicon of a file, of several (the last on top), or of tables. Raises UsageError."""
    if isinstance(source, Mapping):
        return checked(source, "lexicon")
    paths = [source] if isinstance(source, str | PathLike) else source
    return sum((read_own(Path(path)) for path in paths), Own())


def read_own(path: Path) -> Own:
    """The lexicon of a file. Raises UsageError where it cannot be read or holds what no lexicon can hold."""
    return checked(read_toml(path), str(path))


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises UsageError."""
    label = str(path)
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise UsageError(
            label, "there is no such file (文件不存在)", "check the name and the folder"
        ) from error
    except (OSError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            cause = "is not in UTF-8 (不是 UTF-8 编码)"
        elif isinstance(error, tomllib.TOMLDecodeError):
            cause = f"is no TOML: {error}"
        else:
            cause = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        raise UsageError(label, cause, "save it as UTF-8 text in TOML; " + CURE) from error


def checked(tables: Mapping[str, Any], label: str, above: str = "") -> Own:
    """Tables as a lexicon; `label` is the file that errors name, `above` the path of the tables in it."""
    from govtask_cli.lexicon.model import SUBJECTS

    layer: dict[str, dict[str, OwnEntry]] = {}
    bodies: list[Bodies] = []
    for subject, entries in tables.items():
        place = f"[{above}{subject}]"
        if subject == BODIES:
            bodies.append(_bodies(entries, label, place))
            continue
        if subject not in SUBJECTS:
            raise UsageError(
                label, f"{place} is no file of the lexicon", _meant(subject, (*SUBJECTS, BODIES))
            )
        if not isinstance(entries, Mapping):
            raise UsageError(label, f"{place} holds no tables", f"write [{above}{subject}.TABLE]; {CURE}")
        known = built_in(subject)
        for table, entry in entries.items():
            if table not in known:
                cause = f"[{above}{subject}.{table}] is no table of the lexicon"
                raise UsageError(label, cause, _meant(table, known))
            made = _entry(subject, table, entry, known[table], label, above)
            layer.setdefault(subject, {})[table] = made
    return Own((layer,) if layer else (), tuple(bodies))


def _bodies(entries: Any, label: str, place: str) -> Bodies:
    """A user's table of offices."""
    from pydantic import ValidationError

    from govtask_cli.lexicon.bodies import Bodies

    try:
        return Bodies.model_validate(entries)
    except ValidationError as error:
        raise UsageError(
            label, f"{place} {_first(error)}", "lexicon/bodies.py names the keys; " + CURE
        ) from error


def _entry(
    subject: str, table: str, entry: Any, known: Mapping[str, Any], label: str, above: str
) -> OwnEntry:
    """One table of a user's file, against the built-in one."""
    from pydantic import ValidationError

    from govtask_cli.lexicon.model import OwnEntry, keys_read

    place = f"[{above}{subject}.{table}]"
    read = keys_read(subject, table, frozenset(known) - {"about", "examples"})
    readable = sorted(read | {"about", "remove", "replace"})
    try:
        made = OwnEntry.model_validate(entry)
    except ValidationError as error:
        raise UsageError(label, f"{place} {_first(error)}", f"it may hold: {', '.join(readable)}") from error
    for key in made.model_fields_set:
        if key not in readable:
            raise UsageError(
                label, f"{place} {key} is read by nothing", f"it may hold: {', '.join(readable)}"
            )
    for name in made.lists or ():
        if name not in known["lists"]:
            raise UsageError(label, f"{place} lists.{name} is read by nothing", _meant(name, known["lists"]))
    return made


def _first(error: ValidationError) -> str:
    """The first thing that is wrong, in words: `wrods is no key`."""
    told = error.errors()[0]
    place = ".".join(map(str, told["loc"])) or "it"
    if told["type"] == "extra_forbidden":
        return f"{place} is no key"
    return f"{place}: {told['msg'].removeprefix('Value error, ')}"


def _meant(said: str, known: Iterable[str]) -> str:
    """A cure: the name that is nearest, else all of them."""
    from difflib import get_close_matches

    names = sorted(known)
    near = get_close_matches(said, names, n=1)
    return f"did you mean {near[0]}?" if near else f"there are: {', '.join(names)}"


def _laid_over(subject: str, tables: Mapping[str, Any], entries: Mapping[str, OwnEntry]) -> dict[str, Any]:
    """The tables of one file under one layer."""
    from govtask_cli.lexicon.model import LISTS, has_one_meaning

    changed = dict(tables)
    for key in LISTS:
        given = {table: set(getattr(own, key) or ()) for table, own in entries.items()}
        meant = {table: told for table, told in given.items() if has_one_meaning(subject, table)}
        for table, held in tables.items():
            others = set().union(*(told for other, told in meant.items() if other != table))
            taken = others - given.get(table, set())
            if key in held and taken and has_one_meaning(subject, table):
                changed[table] = changed[table] | {key: [word for word in held[key] if word not in taken]}
    for table, own in entries.items():
        changed[table] = _merged(changed[table], own)
    return changed


def _merged(table: Mapping[str, Any], own: OwnEntry) -> dict[str, Any]:
    """One table with the user's words: added behind the built-in ones, or in their place."""
    from govtask_cli.lexicon.model import LISTS

    merged = dict(table)
    for key in LISTS:
        if key in merged or getattr(own, key) is not None:
            merged[key] = _list(merged.get(key, ()), getattr(own, key), own)
    if "lists" in merged:
        given = own.lists or {}
        merged["lists"] = {name: _list(held, given.get(name), own) for name, held in merged["lists"].items()}
    if "patterns" in merged:
        held = {} if own.replace and own.patterns is not None else merged["patterns"]
        kept = {word: pattern for word, pattern in held.items() if word not in own.remove}
        merged["patterns"] = kept | (own.patterns or {})
    if own.pattern is not None:
        merged["pattern"] = own.pattern
    if own.signs is not None:
        merged["signs"] = own.signs if own.replace else merged["signs"] + own.signs
    return merged


def _list(held: Iterable[str], given: tuple[str, ...] | None, own: OwnEntry) -> list[str]:
    if own.replace and given is not None:
        return list(dict.fromkeys(given))
    return [*dict.fromkeys(word for word in (*held, *(given or ())) if word not in own.remove)]
