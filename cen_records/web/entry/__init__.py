"""Entering a record: the short form, the long one, and what they become."""
