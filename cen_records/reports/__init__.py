"""Answers put together from several tables."""
