"""Settings: defaults of options in `[tool.govtask]` of the nearest pyproject.toml, or in govtask.toml.

A setting is called as its option is, without --, and the option on the command line wins. One key is no option:
`words` holds a lexicon in place, with the tables that a file of its own would have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from govtask_cli.errors import UsageError

if TYPE_CHECKING:
    from govtask_cli.lexicon.own import Own

KEYS: Final = (
    *("lexicon", "words", "headers", "encoding", "fail-on"),
    *("include", "exclude", "jobs", "timeout", "max-memory", "progress"),
)
"""All that can be set; a new one is the long name of an option, and stands here."""

FILES: Final = ("govtask.toml", "pyproject.toml")
"""In one folder the first of them counts; a pyproject.toml without [tool.govtask] is none."""

_WORDS: Final = "govtask_cli.words"
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Settings:
    """The keys of one file; `above` is what stands before a table's name there, for messages."""

    path: Path
    values: Mapping[str, Any]
    above: str = ""


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
            known = ", ".join(KEYS)
            raise UsageError(
                str(settings.path), f"{settings.above}{key} is no setting", f"there are: {known}"
            )
    return settings


def options(command: Command) -> Command:
    """The options --lexicon (`own`: the user's words or None) and --config, for every command that reads documents."""
    own = click.option(
        "--lexicon",
        "own",
        metavar="FILE",
        multiple=True,
        callback=_own,
        help="Words of your own (TOML), beside those of the program or in their place. May be given again.",
    )
    config = click.option(
        "--config",
        metavar="FILE",
        is_eager=True,
        expose_value=False,
        callback=_apply,
        help="Take settings from this file. Default: the nearest govtask.toml or pyproject.toml.",
    )
    return own(config(command))


def _apply(context: click.Context, option: click.Parameter, path: str | None) -> None:
    """Make what is set the default of the command's options."""
    settings = read(Path(path)) if path is not None else nearest(Path.cwd())
    if settings is None and path is not None:
        raise UsageError(path, "holds no [tool.govtask]", "write the table into it, or name another file")
    if settings is None:
        return
    known = {name.removeprefix("--"): each for each in context.command.params for name in each.opts}
    defaults = {
        str(known[key].name): _value(settings, key, said, known[key], context)
        for key, said in settings.values.items()
        if key in known
    }
    context.default_map = {**(context.default_map or {}), **defaults}
    if "words" in settings.values:
        from govtask_cli.lexicon.own import checked

        tables = settings.values["words"]
        if not isinstance(tables, dict):
            raise UsageError(
                str(settings.path),
                f"{settings.above}words holds no tables",
                f"write [{settings.above}words.headers.content]; docs/lexicon.md shows one",
            )
        context.meta[_WORDS] = checked(tables, str(settings.path), f"{settings.above}words.")


def _value(settings: Settings, key: str, said: Any, option: click.Parameter, context: click.Context) -> Any:
    """A value as the option takes it; a path is meant from the settings' folder. Raises UsageError."""
    place = f"{settings.above}{key}"
    listed = [said] if isinstance(said, str) else said
    if option.multiple:
        if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
            raise UsageError(str(settings.path), f"{place} is no list of texts", f'write {key} = ["…"]')
        return [str(settings.path.parent / each) for each in listed] if key == "lexicon" else listed
    if isinstance(said, bool) != isinstance(option.type, click.types.BoolParamType) or isinstance(
        said, dict | list
    ):
        raise UsageError(str(settings.path), f"{place} is no such value", f'write {key} = "…"')
    try:
        return option.type_cast_value(context, said)
    except click.BadParameter as error:
        raise UsageError(
            str(settings.path), f"{place}: {error.message}", "see govtask COMMAND --help"
        ) from error


def _own(context: click.Context, option: click.Parameter, paths: tuple[str, ...]) -> Own | None:
    """The user's words: those of the files, and of the settings unless the command line names files."""
    from click.core import ParameterSource

    words: Own | None = context.meta.get(_WORDS)
    if words is not None and context.get_parameter_source(str(option.name)) is ParameterSource.COMMANDLINE:
        words = None
    if not paths:
        return words
    from govtask_cli.lexicon.own import own_from

    own = own_from(paths)
    return own + words if words is not None else own
