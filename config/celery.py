"""The task queue. The schedule stands in `config.settings`, one line a job."""

from celery import Celery

app = Celery("vigie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
