"""The whole map of pages."""

from django.urls import URLPattern, URLResolver, include, path

from config import desk

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.desk, name="desk"),
    path("", include("face.urls")),
    path("", include("accounts.urls")),
    path("account/", include("allauth.urls")),
]
