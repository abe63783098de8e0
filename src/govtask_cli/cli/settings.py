"""Settings: defaults of options in `[tool.govtask]` of the nearest pyproject.toml, or in govtask.toml.

A setting is called as its option is, without --. The option on the command line wins, then the environment
(`GOVTASK_FAIL_ON`), then the file. One key is no option:
`words` holds a lexicon in place, with the tables that a file of its own would have.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from click.core import ParameterSource

from govtask_cli.cli.completion import FILE
from govtask_cli.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from govtask_cli.lexicon.own import Own

KEYS: Final = (
    *("lexicon", "words", "headers", "encoding", "fail-on"),
    *("select", "ignore", "per-file-ignores", "baseline", "output-format", "color"),
    *("include", "exclude", "jobs", "timeout", "max-memory", "progress"),
)
"""All that can be set; a new one is the long name of an option, and stands here."""

FILES: Final = ("govtask.toml", "pyproject.toml")
"""In one folder the first of them counts; a pyproject.toml without [tool.govtask] is none."""

_LISTS: Final = frozenset({"lexicon", "select", "ignore", "per-file-ignores"})
_WORDS: Final = "govtask_cli.words"
_PATHS: Final = "govtask_cli.lexicons"
_SOURCES: Final = "govtask_cli.sources"
_NAMED: Final = "govtask_cli.config"
_ISOLATED: Final = "govtask_cli.isolated"
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Settings:
    """The keys of one file; `above` is what stands before a table's name there, for messages."""

    path: Path
    values: Mapping[str, Any]
    above: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a setting was found: how messages call it, what its paths are relative to, what stands above its key."""

    label: str
    folder: Path
    above: str = ""
    is_variable: bool = False

    def what(self, key: str) -> str:
        """A key as it is called there."""
        return "its value" if self.is_variable else f"{self.above}{key}"


def nearest(folder: Path) -> Settings | None:
    """The settings of the folder, or of the nearest one above it that has some. Raises UsageError."""
    for place in (folder, *folder.parents):
        for name in FILES:
            path = place / name
            if path.is_file() and (found := read(path)) is not None:
                return found
    return None


def read(path: Path) -> Settings | None:
    """The settings of one file; None for a pyproject.toml that holds none. Raises UsageError."""
    from govtask_cli.lexicon.own import read_toml

    if path.name == "pyproject.toml" and not _speaks_of_us(path):
        return None
    tables = read_toml(path)
    if path.name != "pyproject.toml" and "tool" not in tables:
        return _checked(Settings(path, tables))
    tool = tables.get("tool", {})
    values = tool.get("govtask") if isinstance(tool, dict) else None
    return _checked(Settings(path, values, "tool.govtask.")) if values is not None else None


def _speaks_of_us(path: Path) -> bool:
    """A cheap look into a file that belongs to others; one that is no TOML is their trouble."""
    try:
        return b"govtask" in path.read_bytes()
    except OSError:
        return False


def _checked(settings: Settings) -> Settings:
    """The same, if it holds known keys alone."""
    if not isinstance(settings.values, dict):
        raise UsageError(
            str(settings.path), "[tool.govtask] is no table", "write [tool.govtask] above the keys"
        )
    for key in settings.values:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1)
            cure = f"did you mean {near[0]}?" if near else f"there are: {', '.join(KEYS)}"
            raise UsageError(str(settings.path), f"{settings.above}{key} is no setting", cure)
    return settings


def options(command: Command) -> Command:
    """The options --lexicon (`own`: the user's words or None), --config, --isolated and --show-settings, for every
    command that reads documents."""
    own = click.option(
        "--lexicon",
        "own",
        metavar="FILE",
        type=FILE,
        multiple=True,
        callback=_own,
        help="Words of your own (TOML), beside those of the program or in their place. May be given again.",
    )
    config = click.option(
        "--config",
        metavar="FILE",
        type=FILE,
        is_eager=True,
        expose_value=False,
        callback=_apply,
        help="Take settings from this file. Default: the nearest govtask.toml or pyproject.toml.",
    )
    isolated = click.option(
        "--isolated",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_isolate,
        help="Take no settings: neither from files nor from the environment.",
    )
    shown = click.option(
        "--show-settings",
        is_flag=True,
        is_eager=True,
        callback=_lenient,
        help="Print every setting of this command and where it comes from, and do nothing else.",
    )

    @wraps(command)
    def run(*args: Any, show_settings: bool, **values: Any) -> Any:
        if show_settings:
            for line in told(click.get_current_context()):
                click.echo(line)
            return ExitCode.OK
        return command(*args, **values)

    return own(config(isolated(shown(run))))  # type: ignore[return-value]


def _isolate(context: click.Context, option: click.Parameter, said: bool) -> None:
    """Remember that no setting counts."""
    context.meta[_ISOLATED] = said
    if said:
        _check_one(context)


def _check_one(context: click.Context) -> None:
    """Raise UsageError where settings are both named and refused."""
    if context.meta.get(_NAMED) is not None:
        raise UsageError("--isolated and --config", "were both given", "choose one")


def _lenient(context: click.Context, option: click.Parameter, said: bool) -> bool:
    """To show the settings no FILE is needed."""
    context.resilient_parsing = context.resilient_parsing or said
    return said


def _apply(context: click.Context, option: click.Parameter, path: str | None) -> None:
    """Make what is set the default of the command's options: in the environment, else in a file."""
    if path is not None:
        context.meta[_NAMED] = path
    if context.meta.get(_ISOLATED):
        _check_one(context)
        return
    settings = read(Path(path)) if path is not None else nearest(Path.cwd())
    if settings is None and path is not None:
        raise UsageError(path, "holds no [tool.govtask]", "write the table into it, or name another file")
    known = {name.removeprefix("--"): each for each in context.command.params for name in each.opts}
    sources: dict[str, str] = {}
    defaults: dict[str, Any] = {}
    for key, said, place in [*_in_file(settings), *_in_environment()]:
        if key in known:
            defaults[str(known[key].name)] = _value(place, key, said, known[key], context)
            sources[key] = place.label
    context.default_map = {**(context.default_map or {}), **defaults}
    context.meta[_SOURCES] = sources
    if settings is not None and "words" in settings.values:
        context.meta[_WORDS] = _words(settings)


def _in_file(settings: Settings | None) -> list[tuple[str, Any, Place]]:
    """The keys of a file, each with its value and its place."""
    if settings is None:
        return []
    place = Place(str(settings.path), settings.path.parent, settings.above)
    return [(key, said, place) for key, said in settings.values.items()]


def _in_environment() -> list[tuple[str, Any, Place]]:
    """GOVTASK_FAIL_ON and its like: a list has blanks between its parts, --lexicon what PATH has."""
    found: list[tuple[str, Any, Place]] = []
    for key in KEYS:
        name = variable(key)
        said = os.environ.get(name)
        if said and key != "words":
            listed = said.split(os.pathsep) if key == "lexicon" else said.split()
            found.append(
                (key, listed if key in _LISTS else said, Place(name, Path.cwd(), "", is_variable=True))
            )
    return found


def variable(key: str) -> str:
    """The variable of the environment that sets a key."""
    return f"GOVTASK_{key.upper().replace('-', '_')}"


def _words(settings: Settings) -> Own:
    """The lexicon that stands in the settings. Raises UsageError."""
    from govtask_cli.lexicon.own import checked

    tables = settings.values["words"]
    if not isinstance(tables, dict):
        raise UsageError(
            str(settings.path),
            f"{settings.above}words holds no tables",
            f"write [{settings.above}words.headers.content]; docs/lexicon.md shows one",
        )
    return checked(tables, str(settings.path), f"{settings.above}words.")


def told(context: click.Context) -> Iterator[str]:
    """Each setting of a command as a line of TOML, with its source behind it."""
    sources: dict[str, str] = context.meta.get(_SOURCES, {})
    known = {name.removeprefix("--"): each for each in context.command.params for name in each.opts}
    for key in KEYS:
        if key not in known:
            continue
        name = str(known[key].name)
        given = context.get_parameter_source(name)
        value = context.params.get(name)
        if key == "lexicon":
            value = list(context.meta.get(_PATHS, ()))
        source = "command line" if given is ParameterSource.COMMANDLINE else sources.get(key, "default")
        said = (
            f"{key} = {json.dumps(value, ensure_ascii=False)}" if value is not None else f"# {key} is not set"
        )
        yield f"{said}  # {source}"
    if _WORDS in context.meta:
        yield "# words are set as well"


def _value(place: Place, key: str, said: Any, option: click.Parameter, context: click.Context) -> Any:
    """A value as the option takes it; a path is meant from the place's folder. Raises UsageError."""
    what = place.what(key)
    if key == "per-file-ignores" and not place.is_variable:
        return _ignores(place, said)
    listed = [said] if isinstance(said, str) else said
    if option.multiple:
        if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
            raise UsageError(place.label, f"{what} is no list of texts", f'write {key} = ["…"]')
        return [str(place.folder / each) for each in listed] if key == "lexicon" else listed
    if isinstance(said, bool) != isinstance(option.type, click.types.BoolParamType) or isinstance(
        said, dict | list
    ):
        raise UsageError(place.label, f"{what} is no such value", f'write {key} = "…"')
    if key == "baseline":
        return str(place.folder / str(said))
    try:
        return option.type_cast_value(context, said)
    except click.BadParameter as error:
        raise UsageError(place.label, f"{what}: {error.message}", "see govtask COMMAND --help") from error


def _ignores(place: Place, said: Any) -> list[str]:
    """The table of patterns as the option takes them, meant from the settings' folder."""
    from govtask_cli.linter.selection import anchored

    what = place.what("per-file-ignores")
    tables = said.items() if isinstance(said, dict) else [("", None)]
    found: list[str] = []
    for pattern, codes in tables:
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            cure = f'write "drafts/*" = ["DOC001"] under [{what}]'
            raise UsageError(place.label, f"{what} holds no lists of codes", cure)
        found.append(f"{anchored(pattern, place.folder)}:{','.join(codes)}")
    return found


def _own(context: click.Context, option: click.Parameter, paths: tuple[str, ...]) -> Own | None:
    """The user's words: those of the files, and of the settings unless the command line names files."""
    context.meta[_PATHS] = paths
    words: Own | None = context.meta.get(_WORDS)
    if words is not None and context.get_parameter_source(str(option.name)) is ParameterSource.COMMANDLINE:
        words = None
    if not paths:
        return words
    from govtask_cli.lexicon.own import own_from

    own = own_from(paths)
    return own + words if words is not None else own
