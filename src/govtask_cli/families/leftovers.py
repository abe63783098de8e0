"""What no record holds: the stretches of a part that its family did not use, each with a reason.

Prose of the covering notice, appendices, words above the first and behind the last item hold no task and are
dropped; anything else is unclaimed, and a check makes it a finding.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govtask_cli.document import NO_START, Label, Note, Part, Run, Table, Text, texts
from govtask_cli.families.reading import Reading
from govtask_cli.grammar.folding import count
from govtask_cli.grammar.titles import is_appendix_title, is_notice_title, speaks_of

STEP: Final = "pipeline"
"""The step that the notes name: what is left over is seen when all families have read."""
_STOPS: Final = "。；，、,;：:. "


Spans = Sequence[tuple[int, int]]
"""Stretches of the characters that were read, [from, to), in order and without overlaps."""


def claimed(parts: Sequence[Part], readings: Sequence[Reading | None], further: Iterable[Text]) -> Spans:
    """What serves a record or its structure, or is noted as dropped, in the whole document.

    A reading is None where no family recognised its part; `further` are the texts that the front matter used.
    """
    texts = list(further)
    for part, reading in zip(parts, readings, strict=True):
        if reading is not None:
            texts += reading.used
            texts += (note.text for note in reading.notes if note.dropped)
        if reading is not None or part.title:
            texts += part.head
    return _merged(span for text in texts for span in text.spans())


def leftovers(part: Part, reading: Reading | None, spans: Spans) -> Iterator[Note]:
    """A note for every stretch of a part that is not claimed: a notice's prose, an appendix, or unknown text."""
    bounds = [place for text in (reading.used if reading else ()) for span in text.spans() for place in span]
    where = (min(bounds, default=0), max(bounds, default=0)) if reading is not None else None
    for block in part.blocks:
        if isinstance(block, Label):
            continue
        if isinstance(block, Table) and reading is None:
            cells = Text.join(texts(block), " ")
            yield Note(STEP, "unread_table", "a table without a header (表头) that names its tasks", cells)
            continue
        for text in texts(block):
            for rest in _rest(text, spans):
                if count(rest.plain.strip(_STOPS)):
                    yield _left_over(part, rest, where)
    if reading is None and not part.title:
        for text in part.head:
            yield _left_over(part, text, where)


def _left_over(part: Part, text: Text, read: tuple[int, int] | None) -> Note:
    """What a stretch is that no record holds; `read` is where the records of the part begin and end."""
    title = part.title.plain
    kind, message = "unclaimed", "text that no family understood"
    if is_appendix_title(title):
        kind, message = "appendix", "an appendix (名词解释 and the like) holds no tasks"
    elif read is None:
        if (part.index == 0 and not speaks_of("tasks", title)) or is_notice_title(title):
            kind, message = "notice", "prose of the covering notice holds no tasks"
    elif text.runs[0].start < read[0]:
        kind, message = "preamble", "words above the first item (引言) hold no task"
    elif text.runs[0].start >= read[1]:
        kind, message = "closing", "closing words behind the last item (结束语) hold no task"
    return Note(STEP, kind, message, text, dropped=kind != "unclaimed")


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans without overlaps."""
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _rest(text: Text, spans: Spans) -> Iterator[Text]:
    """The stretches of a text whose characters stand in none of the spans."""
    at = 0
    begin: int | None = None
    for run in text.runs:
        for offset, is_free in _cut(run, spans):
            if is_free and begin is None:
                begin = at + offset
            elif not is_free and begin is not None:
                yield text.cut(begin, at + offset)
                begin = None
        at += len(run.text)
    if begin is not None:
        yield text.cut(begin)


def _cut(run: Run, spans: Spans) -> Iterator[tuple[int, bool]]:
    """(offset in the run, lies in no span) for the stretches of a run."""
    if run.start == NO_START:
        return
    at, end = run.start, run.start + len(run.text)
    index = max(bisect_right(spans, (at + 1, 0)) - 1, 0)
    if index < len(spans) and spans[index][0] <= at and end <= spans[index][1]:  # as most runs
        yield 0, False
        return
    while at < end:
        while index < len(spans) and spans[index][1] <= at:
            index += 1
        free_until = min(spans[index][0], end) if index < len(spans) else end
        if at < free_until:
            yield at - run.start, True
            at = free_until
        else:
            used_until = min(spans[index][1], end)
            yield at - run.start, False
            at = used_until
