"""Addresses of the steps of a record."""

from django.urls import path

from cen_records.web.steps import checking, ending, releasing, verifying

urlpatterns = [
    path("<uuid:pk>/check/", checking.record_check, name="record-check"),
    path("<uuid:pk>/return/", checking.record_return, name="record-return"),
    path("<uuid:pk>/release/", releasing.record_release, name="record-release"),
    path("<uuid:pk>/reject/", ending.record_reject, name="record-reject"),
    path("<uuid:pk>/withdraw/", ending.record_withdraw, name="record-withdraw"),
    path("<uuid:pk>/duplicate/", ending.record_duplicate, name="record-duplicate"),
    path("<uuid:pk>/not-duplicate/", ending.record_not_duplicate, name="record-not-duplicate"),
    path("<uuid:pk>/answer/", verifying.record_answer, name="record-answer"),
    path("released/<uuid:pk>/query/", verifying.released_query, name="released-query"),
    path("released/<uuid:pk>/validate/", verifying.released_validate, name="released-validate"),
]
