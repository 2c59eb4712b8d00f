"""Everything that changes a record."""
