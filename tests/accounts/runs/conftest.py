"""Somebody in front of the pages."""

from tests.accounts.pages.conftest import signed_in

__all__ = ["signed_in"]
