"""Settings, addresses, the task queue and the Desk. Knows every room; no room knows it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from config.celery import app as celery_app

__all__ = ["celery_app"]
