"""Addresses of this room under the programs’ door."""

from django.urls import path

from cen_records.api import bulk, drafts, records, released, sending

urlpatterns = [
    path("records", records.Records.as_view(), name="record-index"),
    path("records/bulk", bulk.BulkRecords.as_view(), name="record-bulk"),
    path("records/fields", records.Fields.as_view(), name="record-fields"),
    path("records/<uuid:pk>", sending.OneRecord.as_view(), name="record"),
    path("drafts/<uuid:pk>", drafts.OneDraft.as_view(), name="draft"),
    path("drafts/<uuid:pk>/submit", drafts.DraftSubmit.as_view(), name="draft-submit"),
    path("released", released.AllReleased.as_view(), name="released-index"),
    path("released/<uuid:pk>", released.OneReleased.as_view(), name="released"),
]
