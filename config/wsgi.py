"""What gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
if settings.VIGIE_METRICS_TOKEN:
    application = import_string("config.metrics.door.Door")(application)
