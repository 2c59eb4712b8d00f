"""How the read replica is reached: as the primary, and nothing can be written, whatever server the address leads to."""

from __future__ import annotations

from typing import Any

from config.environment import env


def replica_of(primary: dict[str, Any], address: str) -> dict[str, Any]:
    """Django's settings for the replica at this address."""
    options = primary["OPTIONS"]
    return {
        **primary,
        **env.db_url_config(address),
        "ENGINE": primary["ENGINE"],
        "OPTIONS": {**options, "options": f"{options['options']} -c default_transaction_read_only=on"},
    }
