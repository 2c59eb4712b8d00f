"""The document of a record: what was typed, whatever it says (docs/decisions/0020)."""
