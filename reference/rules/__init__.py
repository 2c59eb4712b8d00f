"""Verdicts about code lists and the files that bring them: no table, no request, no sentence."""
