"""The title of a document: what its first lines, its page or its tables name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from govtask_cli.document import Label, Paragraph, Part, Table, Text
from govtask_cli.families.front import NUMBER, STAMP, Front
from govtask_cli.grammar.dates import is_date_line, year_of
from govtask_cli.grammar.folding import fold
from govtask_cli.grammar.labels import label_at_start
from govtask_cli.grammar.markers import marker
from govtask_cli.grammar.metadata import field_of_label, is_site_name
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.titles import bare_title, heads_states, is_body, is_notice_title, is_title
from govtask_cli.lexicon import words

_TITLE_AND_NUMBER: Final = re.compile(
    rf"[（(](?P<number>{NUMBER.pattern})[）)]$|(?<=\s)(?P<bare>{NUMBER.pattern})$"
)
"""A title with the number of its document behind it: …的通知（某政发〔2031〕5号）."""
_TITLE_LINES: Final = 4
_TITLE_SIZE: Final = (8, 50)
_NO_TITLE: Final = re.compile(r"[。；;！]|[,，、:：]$|^第[0-9一二三四五六七八九十]+[期号]|^[(（【]")
"""What a title that stands alone does not hold."""
_MASTHEAD_PAPER: Final = re.compile("(?:督查|督办|工作|情况){0,2}(?:通报|简报|通知|专报)$")
MENU_WORD: Final = 8
FIRST_PARTS: Final = 2
_MENU: Final = 40
"""Lines and tables of a page's menu that may stand above its title."""
ISSUE: Final = re.compile(r"[(]?(?:总?第[0-9]{1,4}期)")
"""The number of an issue: what stands above it is a masthead."""
PAPER: Final = "文件"
_MASTHEAD: Final = 6
"""A title of so few characters (督查通报) stands above the title proper."""


def find_title(parts: Sequence[Part], opening: Sequence[tuple[Text, bool]], front: Front) -> None:
    """The first title of the opening; a notice's title beats a cover line that is not one."""
    titles = [text for text, _ in opening if is_title(text.plain) and not heads_states(text.plain)]
    titles = [text for text in titles if not is_cover(text.plain)] or titles
    titles += [part.title for part in parts if part.title and not titles]
    titles += [text for part in parts[:2] for text in _titles_in_tables(part) if not titles]
    mastheads = {text for (text, _), (below, _) in pairwise(opening) if ISSUE.match(fold(below.plain))}
    telling = [
        text for text in titles if len(fold(text.plain)) > _MASTHEAD and text not in mastheads
    ] or titles
    first = telling[0].plain if telling else ""
    is_report = bare_title(first).endswith(words("report", "title"))
    if first and _names_no_matter(first) and not is_report:
        # a menu's word, the name of a sheet, or a masthead
        titled = [part.title for part in parts if is_title(part.title.plain)]
        further = [*telling, *titled[:FIRST_PARTS]]
        further += [text for part in parts[:FIRST_PARTS] for text in _titles_in_tables(part)]
        telling = [text for text in further if year_of(text.plain) is not None] or telling
    notice = next((text for text in telling if is_notice_title(text.plain)), None)
    named = next(iter(telling), None) or next(_named_by_page(parts), None)
    numbered_heading = notice is None and named is not None and marker(named.plain) is not None
    alone = _standing_alone(opening) if named is None or numbered_heading else None
    chosen = notice or alone or named or next(_in_bodies(parts), None)
    if chosen is not None and front.title is not None and _completes(chosen.plain, front.title):
        front.title = None  # the page names the document without the body that issues it
    if chosen is not None:
        numbered = _TITLE_AND_NUMBER.search(chosen.plain.rstrip())
        end = numbered.start() if numbered is not None else len(chosen)
        front.put("title", chosen.plain[:end].rstrip(), chosen)
        if numbered is not None:
            own = "number" if numbered["number"] else "bare"
            front.put("document_number", "".join(numbered[own].split()), chosen.cut(*numbered.span(own)))


def _completes(title: str, named: str) -> bool:
    """Whether a title is the one that the page names, with its body before it."""
    whole, end = fold(title), fold(named)
    return len(whole) > len(end) and whole.endswith(end) and is_body(whole[: -len(end)])


def _names_no_matter(title: str) -> bool:
    """Whether a title says nothing of what the document is about: 民生实事, 某县人民政府办公室督查通报."""
    word = fold(title)
    if year_of(title) is not None:
        return False
    return len(word) <= MENU_WORD or (
        is_notice_title(title) and is_body(_MASTHEAD_PAPER.sub("", word)) and not is_body(word)
    )


def _in_bodies(parts: Sequence[Part]) -> Iterator[Text]:
    """Titles that stand below a table of the page's own, its menu for example."""
    for part in parts[:FIRST_PARTS]:
        for block in part.blocks[:_MENU]:
            if (
                isinstance(block, Paragraph)
                and is_title(block.text.plain)
                and marker(block.text.plain) is None
            ):
                yield block.text


def _named_by_page(parts: Sequence[Part]) -> Iterator[Text]:
    """What the page itself calls the document, where that is no name of a site."""
    for name, value in page_labels(parts, "page_title"):
        if is_title(value.plain) or (name.plain != "title" and len(value) >= _TITLE_SIZE[0]):
            yield value


def page_labels(parts: Sequence[Part], field: str) -> Iterator[tuple[Text, Text]]:
    """The labels (name, value) that a page does not show, of one field."""
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Label) and field_of_label(block.name.plain) == field:
                yield block.name, block.value


def _standing_alone(opening: Sequence[tuple[Text, bool]]) -> Text | None:
    """The first line that stands as a title does, whatever it ends in: short, no sentence, no body, no number."""
    for text, _ in opening[:_TITLE_LINES]:
        plain = text.plain.strip()
        word = fold(plain)
        if not _TITLE_SIZE[0] <= len(word) <= _TITLE_SIZE[1] or _NO_TITLE.search(word) is not None:
            continue
        if (
            is_body(plain)
            or is_cover(plain)
            or is_date_line(plain)
            or label_at_start(plain) is not None
            or marker(plain) is not None
            or STAMP.search(plain) is not None
            or is_site_name(word)
        ):
            continue
        if NUMBER.search(simplified(word)) is None:
            return text
    return None


def _titles_in_tables(part: Part) -> Iterator[Text]:
    """A title that stands in the first row of a table, alone in its row."""
    for block in part.blocks:
        if isinstance(block, Table):
            filled = {id(cell): cell.text for cell in block.grid[0] if cell is not None and cell.text}
            yield from (text for text in filled.values() if len(filled) == 1 and is_title(text.plain))


def is_cover(plain: str) -> bool:
    """Whether a line is a letterhead: 某区人民政府文件."""
    word = "".join(plain.split())
    return word.endswith(PAPER) and is_body(word[: -len(PAPER)])
