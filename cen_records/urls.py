"""Addresses of this room: seizure records on their way."""

from django.urls import include, path

app_name = "cen_records"
urlpatterns = [
    path("", include("cen_records.web.entry.urls")),
    path("", include("cen_records.web.files.urls")),
    path("", include("cen_records.web.steps.urls")),
    path("", include("cen_records.web.records.urls")),
]
