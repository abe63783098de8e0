"""`govtask schema`: what the records look like, for programs."""

from __future__ import annotations

import json
from typing import Any, Final

import click

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The JSON Schema of what `parse` gives for one document; `$id` changes with the schema version."""
    from govtask_cli.records import SCHEMA_VERSION, Result

    body = Result.model_json_schema(mode="serialization")
    return {"$schema": DIALECT, "$id": f"urn:govtask:schema:result:{SCHEMA_VERSION}", **body}


@click.command(
    "schema",
    epilog="""\b
Examples:
  govtask schema > govtask.schema.json
  govtask schema | jq '."$id"'
  govtask parse notice.txt -o notice.json && check-jsonschema --schemafile govtask.schema.json notice.json""",
)
def command() -> None:
    """Print the JSON Schema (draft 2020-12) of what `govtask parse FILE` gives for one document.

    For several documents the output is an array of such objects.
    """
    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
