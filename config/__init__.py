"""Settings, addresses, the task queue and the Desk. Knows every room; no room knows it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from config.celery import app as celery_app  # noqa: E402  (Celery finds its settings by the line above)

__all__ = ["celery_app"]
