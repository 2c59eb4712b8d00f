"""The whole map of pages."""

from django.urls import URLPattern, URLResolver, include, path

from config import desk, health
from face.rest.endpoints import Unknown

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.desk, name="desk"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("", include("face.urls")),
    path("", include("accounts.urls")),
    path("lists/", include("reference.urls")),
    path("records/", include("cen_records.urls")),
    path("api/v1/", include("config.api")),
    path("api/<path:rest>", Unknown.as_view(), name="api-unknown"),
    path("account/", include("accounts.web.allauth_urls")),
]

handler400 = "face.web.errors.bad_request"
handler403 = "face.web.errors.refused"
handler404 = "face.web.errors.not_found"
handler500 = "face.web.errors.broken"
handler429 = "accounts.web.lockout.too_many"
