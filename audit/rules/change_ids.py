"""Names for what belongs together."""

from __future__ import annotations

import secrets
import time
from uuid import UUID


def new_change_id() -> UUID:
    """A UUID of version 7 (RFC 9562): those of one time stand beside each other in an index."""
    milliseconds = time.time_ns() // 1_000_000
    return UUID(int=milliseconds << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62))
