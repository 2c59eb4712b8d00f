"""Addresses of this room: offices and people for those who look after them, and everybody's own account."""

from django.urls import include, path

app_name = "accounts"
urlpatterns = [
    path("", include("accounts.web.people.urls")),
    path("", include("accounts.web.programs.urls")),
    path("me/", include("accounts.web.own.urls")),
    path("", include("accounts.web.runs.urls")),
    path("acts/", include("accounts.web.acts.urls")),
    path("lists/", include("accounts.web.lists.urls")),
]
