"""Addresses of reading records."""

from django.urls import path

from cen_records.web.records import lists, record

urlpatterns = [
    path("", lists.record_list, name="record-list"),
    path("released/", lists.released_list, name="released-list"),
    path("released/<uuid:pk>/", record.released, name="released"),
    path("<uuid:pk>/", record.record, name="record"),
]
