"""The tables of this room."""

from audit.models.acts import Act

__all__ = ["Act"]
