"""A room that exists in tests only: work that fails, hangs, dies or counts."""
