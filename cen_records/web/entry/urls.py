"""Addresses of entering a record."""

from django.urls import path

from cen_records.web.entry import drafts, records

urlpatterns = [
    path("new/", drafts.draft_new, name="draft-new"),
    path("drafts/<uuid:pk>/", drafts.draft, name="draft"),
    path("drafts/<uuid:pk>/submit/", drafts.draft_submit, name="draft-submit"),
    path("drafts/<uuid:pk>/discard/", drafts.draft_discard, name="draft-discard"),
    path("drafts/<uuid:pk>/<slug:section>/", drafts.draft, name="draft-section"),
    path("<uuid:pk>/receipt/", records.record_receipt, name="record-receipt"),
    path("<uuid:pk>/slip/", records.record_slip, name="record-slip"),
    path("<uuid:pk>/correct/", records.record_correct, name="record-correct"),
]
