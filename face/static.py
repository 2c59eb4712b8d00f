"""How static files are served: hashed names that a browser may keep for a year, compressed once."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class FaceStaticStorage(CompressedManifestStaticFilesStorage):
    """Hashes the names of our files, also where one ES module imports another.

    A page that names a file which is not there is still a page: the name goes out as it is.
    """

    support_js_module_import_aggregation = True
    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name, or the plain one where nothing was collected (tests)."""
        try:
            found: str = super().stored_name(name)
        except ValueError:
            return name
        return found
