"""An address as everybody may see it: without users, passwords, tokens and signatures."""

from __future__ import annotations

import re
from typing import Final

LINK: Final = "::"
"""Between the addresses of a chain: zip://notice.docx::s3://bucket/all.zip."""
WEB: Final = frozenset({"http", "https"})

_PROTOCOL: Final = re.compile(r"\A(?P<protocol>[A-Za-z][A-Za-z0-9+.-]{1,30}+)://(?P<rest>.*)", re.DOTALL)
_ANYWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}+://[^\s'\"<>]+")
_HOSTLESS: Final = frozenset({"memory", "file", "local", "zip", "tar", "libarchive"})
"""What stands behind :// is a path; elsewhere it may be user:password@host."""
_CONTAINERS: Final = frozenset({"abfs", "abfss", "az", "wasb", "wasbs"})
"""What stands before an @ is a container where it holds no colon."""
_PASSWORD: Final = re.compile(r"\A[^/?#@]*:(?![0-9]*(?:[/?#]|\Z))")
"""A colon, and no port behind it."""
_END: Final = re.compile("[?#]")
_NAMED: Final = "arn:"
HIDDEN: Final = "…"


def parted(bit: str) -> tuple[str, str]:
    """One address of a chain: its protocol and what follows; "" where it has none."""
    match = _PROTOCOL.match(bit)
    return (match["protocol"], match["rest"]) if match is not None else ("", bit)


def shown(url: str) -> str:
    """An address without what stands before an @ and behind a ?, each part of a chain by itself."""
    bits = url.split(LINK)
    seen: list[str] = []
    for bit in bits:
        protocol, rest = parted(bit)
        seen.append(_shown(protocol, rest))
        if protocol and protocol not in _HOSTLESS and ((":" in rest and "@" in url) or HIDDEN in seen[-1]):
            break  # what follows may be the rest of a password; nothing else may follow a host
    return LINK.join(seen)


def without_secrets(text: str) -> str:
    """A text, all addresses in it as they are shown."""
    return _ANYWHERE.sub(lambda match: shown(match[0]), text)


def _shown(protocol: str, rest: str) -> str:
    if protocol not in _HOSTLESS:
        rest = _without_user(protocol, rest)
    if protocol in WEB or not protocol:
        rest = _END.split(rest, maxsplit=1)[0]
    rest = _without_query(rest)
    return f"{protocol}://{rest}" if protocol else rest


def _without_query(rest: str) -> str:
    """What stands before ?name=value; another ? is the sign of a pattern."""
    parts = rest.split("?")
    at = next((at for at, part in enumerate(parts) if at and "=" in part.partition("/")[0]), len(parts))
    return "?".join(parts[:at])


def _without_user(protocol: str, rest: str) -> str:
    """Everything behind the @ of user:password@; nothing at all where it is not clear where a password ends."""
    if _PASSWORD.match(rest) is not None:
        before, at, behind = rest.rpartition("@")
        is_clear = bool(at) and not _END.search(before)
        return behind if is_clear else rest if rest.startswith(_NAMED) else HIDDEN
    host = re.split("[/?#]", rest, maxsplit=1)[0]
    if "@" not in host or protocol in _CONTAINERS:
        return rest
    return rest[host.rindex("@") + 1 :]
