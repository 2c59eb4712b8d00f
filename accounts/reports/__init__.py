"""What this room can tell: reads across its tables, made for a page."""
