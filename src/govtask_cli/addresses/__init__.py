"""Documents that no path leads to: s3://bucket/2031/notice.docx, https://…, zip://…, whatever fsspec knows.

`address` says what an address is and how it is called, `redaction` what of it nobody may see, `store` asks fsspec.
"""

from __future__ import annotations

from govtask_cli.addresses.address import Address, is_address, local, source

__all__ = ["Address", "is_address", "local", "source"]
