"""Labels of the metadata block that stands above an official document: 索引号, 发文机关, 成文日期."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from govtask_cli.lexicon import lexicon


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
