"""Labels of the metadata block that stands above an official document: 索引号, 发文机关, 成文日期."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from govtask_cli.grammar.folding import fold
from govtask_cli.lexicon import lexicon, words

BULLETS: Final = "•·∙◦●■◆*-–—"
"""What may stand before a label of the metadata block."""
_AROUND: Final = f"{BULLETS}:|[]【】"
_LABEL: Final = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]?")
_FEWEST: Final = 3
"""So many known labels vouch for one that is not."""
DOCUMENT_NUMBER: Final = re.compile(
    r"[\u4e00-\u9fff]{1,12}[\[(〔﹝](?:19|20)[0-9]{2}[\])〕﹞]第?[0-9]{1,5}号"
)
"""A folded value that is the number of a document and nothing else."""


@cache
def metadata_fields() -> Mapping[str, str]:
    """Label → the document field that it fills; "other" fills none."""
    return MappingProxyType(
        {
            label: field
            for field, labels in lexicon("furniture")["metadata"]["lists"].items()
            for label in labels
        }
    )


def is_metadata(name: str, value: str) -> bool:
    """Whether a cell and the one beside it are a label of the metadata block and its value."""
    return (
        fold(name).strip(_AROUND) in metadata_fields() or DOCUMENT_NUMBER.fullmatch(fold(value)) is not None
    )


def may_be_label(name: str) -> bool:
    """Whether a cell may be a label that nothing is known of, beside others that are known: 统一登记号."""
    return _LABEL.fullmatch(name.strip()) is not None


def are_metadata(known: int, labels: int) -> bool:
    """Whether `labels` labels with values are a metadata block, `known` of them known."""
    return known == labels or (known >= _FEWEST and known * 2 > labels)


def field_of_label(label: str, value: str = "") -> str:
    """The document field that a label fills, with the bullets, bars and brackets around it: ∙【发文字号】. Where the
    label fills none, the value may tell: 【字号】某政发〔2031〕7号 is no size of letters."""
    field = metadata_fields().get(fold(label).strip(_AROUND), "other")
    return "document_number" if field == "other" and DOCUMENT_NUMBER.fullmatch(fold(value)) else field


def is_site_name(word: str) -> bool:
    """Whether a folded line is the name of a site: 某市人民政府门户网站."""
    return word.endswith(words("furniture", "site_name"))


def names_site(text: str) -> bool:
    """Whether a line or the end of one holds what only a site says of itself: 某ICP备00000000号, 版权所有."""
    return any(sign in text for sign in lexicon("web")["footer"]["lists"]["sure"])
