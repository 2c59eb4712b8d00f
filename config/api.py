"""The map of the programs' door: one package `api` in each room, all under one name."""

from django.urls import include, path

from face.rest.endpoints import Unknown
from face.web.reference import description, reference

app_name = "api"
urlpatterns = [
    path("docs", reference, name="docs"),
    path("schema", description, name="schema"),
    path("", include("accounts.api.urls")),
    path("", include("reference.api.urls")),
    path("", include("cen_records.api.urls")),
    path("<path:rest>", Unknown.as_view(), name="unknown"),
]
