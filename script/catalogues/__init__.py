"""Keeps the message catalogues in `locale/` in step with the source, without GNU gettext (docs/decisions/0007)."""
