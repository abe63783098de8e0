"""Properties of `document.Text`: cut and joined like a string, it knows where every character stood."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from govtask_cli.document import EMPTY, NO_START, Origin, Run, Text

Place = tuple[str, Origin, int]
WORDS = st.text(alphabet="新建水厂7，。 \n\u3000", max_size=6)


@st.composite
def readings(draw: st.DrawFn) -> Text:
    """What a reader or a repair holds: lines in order, some cut into pieces, some glue between them."""
    runs: list[Run] = []
    start = 0
    for line, pieces in enumerate(draw(st.lists(st.lists(WORDS, max_size=3), max_size=4)), 1):
        for words in pieces:
            runs.append(Run(words, Origin(line=line), start))
            start += len(words)
        if draw(st.booleans()):
            runs.append(Run(draw(st.sampled_from(["\n", " ", "  "])), Origin(line=line)))
        start += draw(st.integers(0, 2))  # characters that a repair dropped here
    return Text(runs)


@st.composite
def cuts(draw: st.DrawFn) -> tuple[Text, list[int]]:
    """A text and sorted offsets in it, both ends among them."""
    text = draw(readings())
    inner = draw(st.lists(st.integers(0, len(text)), max_size=5))
    return text, [0, *sorted(inner), len(text)]


@st.composite
def spans(draw: st.DrawFn) -> tuple[Text, list[tuple[int, int]]]:
    """A text and sorted spans in it that do not overlap; they may touch or be empty."""
    text, offsets = draw(cuts())
    pairs = list(pairwise(offsets))
    return text, [pair for pair in pairs if draw(st.booleans())]


def places(text: Text) -> list[Place]:
    """Every character with its origin and its offset in what was read."""
    return [
        (char, run.origin, run.start if run.start == NO_START else run.start + at)
        for run in text.runs
        for at, char in enumerate(run.text)
    ]


def sound(text: Text) -> bool:
    """Whether `plain` is what the runs say, and no run is empty."""
    return text.plain == "".join(run.text for run in text.runs) and all(run.text for run in text.runs)


@given(readings(), st.data())
def test_cut_is_slicing(text: Text, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text) + 3))
    end = data.draw(st.none() | st.integers(0, len(text) + 3))
    piece = text.cut(begin, end)
    assert piece.plain == text.plain[begin:end]
    assert places(piece) == places(text)[begin:end]
    assert sound(piece)


@given(cuts())
def test_pieces_join_to_the_whole(sample: tuple[Text, list[int]]) -> None:
    text, offsets = sample
    pieces = [text.cut(begin, end) for begin, end in pairwise(offsets)]
    whole = Text.join(pieces)
    assert whole.plain == text.plain
    assert places(whole) == places(text)
    assert len(whole.runs) <= len(text.runs) + sum(run.start == NO_START for run in text.runs) * len(offsets)
    assert sound(whole)


@given(st.lists(readings(), max_size=4), st.sampled_from(["", "\n", "\n\n"]))
def test_join_is_joining_what_is_not_empty(texts: list[Text], glue: str) -> None:
    joined = Text.join(texts, glue)
    filled = [text for text in texts if text]
    assert joined.plain == glue.join(text.plain for text in filled)
    read = [place for place in places(joined) if place[2] != NO_START]
    assert read == [place for text in filled for place in places(text) if place[2] != NO_START]
    assert sound(joined)


@given(st.lists(readings(), max_size=4))
def test_glue_stands_where_its_left_neighbour_stands(texts: list[Text]) -> None:
    filled = [text for text in texts if text]
    found = places(Text.join(filled, "|"))
    expected: list[Place] = []
    for text in filled:
        if expected:
            expected.append(("|", expected[-1][1], NO_START))
        expected += places(text)
    assert found == expected


@given(readings())
def test_strip_is_stripping(text: Text) -> None:
    bare = text.strip()
    begin = len(text) - len(text.plain.lstrip())
    assert bare.plain == text.plain.strip()
    assert places(bare) == places(text)[begin : begin + len(bare)]
    assert bare.strip() == bare


@given(spans())
def test_kept_and_removed_are_what_was_read(sample: tuple[Text, list[tuple[int, int]]]) -> None:
    text, removed = sample
    kept = text.without(removed)
    gone = [at for begin, end in removed for at in range(begin, end)]
    assert places(kept) == [place for at, place in enumerate(places(text)) if at not in set(gone)]
    assert sound(kept)
    cut_out = [text.cut(begin, end) for begin, end in removed]
    assert sorted(offsets(kept, *cut_out)) == sorted(offsets(text))


@given(readings())
def test_spans_are_the_places_of_the_characters(text: Text) -> None:
    assert offsets(text) == [start for _, _, start in places(text) if start != NO_START]


@given(readings())
def test_the_origin_reaches_from_the_first_line_to_the_last(text: Text) -> None:
    lines = [run.origin.line for run in text.runs if run.origin.line is not None]
    assert text.lines == ((lines[0], lines[-1]) if lines else None)
    assert text.origin == (Origin() if not text else text.runs[0].origin.to(text.runs[-1].origin))


@given(cuts())
def test_a_piece_stands_inside_the_whole(sample: tuple[Text, list[int]]) -> None:
    text, offsets_ = sample
    for begin, end in pairwise(offsets_):
        piece = text.cut(begin, end)
        if piece.lines is not None and text.lines is not None:
            assert text.lines[0] <= piece.lines[0] <= piece.lines[1] <= text.lines[1]


@given(readings(), readings())
def test_equal_texts_hash_alike_and_join_is_associative_in_places(one: Text, other: Text) -> None:
    twin = Text(one.runs)
    assert twin == one
    assert hash(twin) == hash(one)
    assert places(Text.join([one, other])) == places(one) + places(other)
    assert (one == other) == (one.runs == other.runs)


@given(readings())
def test_nothing_of_a_text_is_the_empty_text(text: Text) -> None:
    assert text.cut(0, 0) == EMPTY
    assert text.cut(len(text)) == EMPTY
    assert text.without([(0, len(text))]) == EMPTY
    assert Text.join([EMPTY, text, EMPTY], "\n").plain == text.plain
    assert bool(text) == bool(text.plain)


def offsets(*texts: Text) -> list[int]:
    """The offsets of all characters that were read, by `spans`."""
    return [at for text in texts for begin, end in text.spans() for at in range(begin, end)]
