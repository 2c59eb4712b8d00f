"""Addresses of the auditor's pages."""

from django.urls import path

from accounts.web.acts import pages, proofs, seals

urlpatterns = [
    path("", pages.act_list, name="act-list"),
    path("<int:pk>/", pages.act, name="act"),
    path("export/", pages.act_export, name="act-export"),
    path("seals/", seals.seal_list, name="seal-list"),
    path("seals/proof/", proofs.seal_proof, name="seal-proof"),
]
