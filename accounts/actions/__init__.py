"""Everything that changes something in this room, one verb a function."""
