"""Bytes to characters: which of the encodings that Chinese offices use gives sensible Chinese.

A guess by byte statistics takes a short GBK text for Korean, so nothing is guessed: a byte order mark
decides; else every encoding is tried strictly and the texts that come out are compared by how common
their characters are. Where none decodes without error, the best of the damaged ones is taken and what
could not be decoded is U+FFFD.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final

from govtask_cli.errors import ReadError, UsageError

REPLACED: Final = "\ufffd"
"""Stands for bytes that no encoding explains."""

# UTF-32 before UTF-16: its mark begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
# In the order of preference: between equals the earlier wins. Hong Kong's Big5 holds the plain one and
# reads some of its codes otherwise, so it comes after it.
_CANDIDATES: Final = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be", "big5hkscs")
# The names that stand on pages and in old programs, for what is really their superset.
_SUPERSETS: Final = {"gb2312": "gb18030", "gbk": "gb18030"}

_SAMPLE: Final = 1 << 16
"""Bytes that are decoded with replacement to compare damaged candidates."""
_SLICES: Final = 16
_SLICE: Final = 512
_SURE: Final = 6
"""So many characters beyond ASCII in valid UTF-8 are no accident of another encoding."""
_CONVINCING: Final = 0.5
"""Mean weight of the characters beyond ASCII from which a strict decoding is believed."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ODD: Final = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
"""Bytes that plain ASCII text does not have, but UTF-16 may."""
_BEYOND_ASCII: Final = re.compile("[^\x00-\x7f]")

# Frequent characters of any modern Chinese prose, simplified and traditional: what breaks a tie
# between two readings of a few bytes.
_FREQUENT: Final = (
    "的一是不了在人有我他这中大来上国个到说们为子和地出道也时年得就要下以生会自着去之过家学对可里后小多天而能好都"
    "日于起还发成事只作当看文无开手十用主行方如前所本见经面公同三已从动两长知民样现分将外身些与高意进把法此实回二"
    "理美点月明其种全工者向情部正名定问力给等业最间新位因重第门相次东政口使教西再平信北关并内加化由代产入先山"
    "五水万市体别处总场员性通目华报立数件安表原应路期提计或司利受光及今务制解各任至清台记共接它特直服建南度统交认"
    "百科元社术结六功指流每管资条院变联展领传近治决保达办运七城强步完深区求转量技程告基满式息收党持取设商容研广改"
    "议形委早际首单导影网专校争组造落视济责牵县镇村街级财农环卫局"
    "個們來為國這時說過還會對後裡無開當發見經長從動兩現將與進實點種業間門東關產員處總場華報數應計務機給"
    "體統認術結資條變聯領決辦運強區轉滿設廣議單導網專縣鎮級財農環衛責牽濟視組書處黨號標項圍規劃"
)
_PUNCTUATION: Final = (
    "、。〈〉《》「」『』【】〔〕〇々，：；？！（）％～＋－．／０１２３４５６７８９“”‘’—…·×℃‰"
    "①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤ→≥≤㎡□○●■★※"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a source (without byte order mark), the encoding that gave them, and how sure it is.

    `damaged`: bytes were replaced by U+FFFD. `doubtful`: no encoding gave sensible characters.
    """

    text: str
    encoding: str
    damaged: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Trial:
    """One candidate's text (or a sample of it) and its mean weight: of all of it, and beyond ASCII alone."""

    encoding: str
    text: str
    weight: float
    beyond: float


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The characters of `data`; `encoding` forces one, `name` is for the message.

    Raises UsageError for an unknown encoding and ReadError where a forced one does not fit.
    """
    if encoding is not None:
        return _forced(data, name, encoding)
    for mark, said, codec in _MARKS:
        if data.startswith(mark):
            return _complete(data[len(mark) :], codec, said)
    if data.isascii() and not _ODD.search(data):
        return Decoded(data.decode("ascii"), "utf-8")
    return _tried(data)


def _forced(data: bytes, name: str, encoding: str) -> Decoded:
    """Strictly what the user asked for."""
    try:
        found = codecs.lookup(encoding)
        codec = _SUPERSETS.get(found.name, found.name)
        text = data.decode(codec)
    except (UnicodeError, OverflowError) as error:
        raise ReadError(
            name,
            f"is not {encoding} text (编码不符): {error}",
            "leave --encoding out and the encoding is found by trial",
        ) from error
    except (LookupError, ValueError) as error:
        raise UsageError(
            name,
            f"cannot be read as {encoding!r}, which is no text encoding (编码名称不对)",
            "use utf-8, utf-16, gb18030 or big5, or leave --encoding out",
        ) from error
    if _SURROGATE.search(text):
        raise ReadError(name, f"gives halves of characters as {encoding} (编码不符)", "leave --encoding out")
    return Decoded(text.removeprefix("\ufeff"), codec)


def _complete(data: bytes, codec: str, said: str, doubtful: bool = False) -> Decoded:
    """All of `data` in one encoding, with U+FFFD where it breaks."""
    text = _strict(data, codec)
    if text is not None:
        return Decoded(text, said, doubtful=doubtful)
    return Decoded(data.decode(codec, "replace"), said, damaged=True, doubtful=doubtful)


def _strict(data: bytes, codec: str) -> str | None:
    """The text, or None where a single byte does not fit."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _tried(data: bytes) -> Decoded:
    """No mark, not plain ASCII: the candidates compete."""
    trials: list[_Trial] = []
    for codec in _CANDIDATES:
        text = _strict(data, codec)
        if text is None:
            continue
        if codec == "utf-8" and b"\0" not in data and _surely_beyond_ascii(text):
            return Decoded(text, codec)
        if codec == "big5hkscs" and any(trial.encoding == "big5" for trial in trials):
            continue
        trials.append(_trial(codec, text))
    best = max(trials, key=_rank, default=None)
    if best is not None and (best.beyond >= _CONVINCING or best.text.isascii()):
        return Decoded(best.text, best.encoding)
    return Decoded(data.decode("ascii"), "utf-8") if data.isascii() else _damaged(data)


def _surely_beyond_ascii(text: str) -> bool:
    """At least `_SURE` characters beyond ASCII."""
    return any(count == _SURE for count, _ in enumerate(_BEYOND_ASCII.finditer(text), start=1))


def _damaged(data: bytes) -> Decoded:
    """Nothing convincing decodes strictly: the candidate with the most plausible sample, U+FFFD and all."""
    first = next((at for at, byte in enumerate(data[: 1 << 20]) if byte >= 0x80), 0)
    begin = max(0, (first - 64) & ~1)  # even: UTF-16 must not lose step
    sample = data[begin : begin + _SAMPLE]
    trials = [_trial(codec, sample.decode(codec, "replace")) for codec in _CANDIDATES]
    best = max(trials, key=lambda trial: trial.weight)
    return _complete(data, best.encoding, best.encoding, doubtful=best.beyond < _CONVINCING / 2)


def _rank(trial: _Trial) -> float:
    """What strict trials are compared by: other encodings are hardly ever valid UTF-8, so that leads."""
    return trial.weight + (_CONVINCING if trial.encoding == "utf-8" else 0.0)


def _trial(codec: str, text: str) -> _Trial:
    """Weigh slices from all over the text: its first page may be plain ASCII."""
    step = max(_SLICE, len(text) // _SLICES)
    counts = Counter("".join(text[at : at + _SLICE] for at in range(0, len(text), step)))
    weights = [(_weight(character), times, character < "\x80") for character, times in counts.items()]
    beyond = [(weight, times) for weight, times, ascii_ in weights if not ascii_]
    whole = _mean([(weight, times) for weight, times, _ in weights])
    return _Trial(codec, text, whole, _mean(beyond) if beyond else whole)


def _mean(weights: list[tuple[float, int]]) -> float:
    """Mean of weights that occur so many times; 0 for none."""
    total = sum(times for _, times in weights)
    return sum(weight * times for weight, times in weights) / total if total else 0.0


def _weight(character: str) -> float:
    """How much a character speaks for the decoding that gave it: 1.5 (的) to -2 (a control)."""
    known = _known().get(character)
    if known is not None:
        return known
    code = ord(character)
    if code < 0x20 or 0x7F <= code < 0xA0 or character == REPLACED:
        return -2.0
    if code < 0x7F:
        return 0.5
    if code < 0x250:
        return 0.0
    if 0x4E00 <= code < 0xA000 or 0x2000 <= code < 0x3400 or code < 0x460:
        return -0.5  # rare characters, kana, box drawing, Greek, Cyrillic
    return -1.0  # Hangul, Yi, private use, presentation forms …


@cache
def _known() -> dict[str, float]:
    """Weights of what Chinese texts hold: the first levels of GB 2312 and Big5, punctuation, white space."""
    level_one = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = bytes(byte for row in range(0xA4, 0xC7) for cell in trails for byte in (row, cell))
    weights = dict.fromkeys(level_one.decode("gb2312", "ignore"), 1.0)
    weights.update(dict.fromkeys(traditional.decode("big5", "ignore"), 1.0))
    weights.update(dict.fromkeys(_PUNCTUATION, 1.0))
    weights.update(dict.fromkeys(_FREQUENT, 1.5))
    weights.update(dict.fromkeys([*"\t\n\r\f\v\xa0\u3000", *map(chr, range(0x2500, 0x2580))], 0.5))
    weights.update({"\0": -1.0, "\ufeff": 0.0, "\u200b": 0.0, "\u2028": 0.0, "\u2029": 0.0})
    return weights
