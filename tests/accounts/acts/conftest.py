"""Somebody in front of the auditor's pages, and a folder for seals."""

from tests.accounts.pages.conftest import signed_in
from tests.audit.acts import seal_folder

__all__ = ["seal_folder", "signed_in"]
