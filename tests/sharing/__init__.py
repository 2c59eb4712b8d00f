"""A room that exists in tests only: something that is shared row by row."""
