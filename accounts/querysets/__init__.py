"""Reads that chain."""
