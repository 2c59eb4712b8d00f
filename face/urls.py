"""Addresses of this room."""

from django.urls import path

from face.web import kept_forms, living

app_name = "face"
urlpatterns = [
    path("face/", living.living, name="living"),
    path("face/suggestions/", living.suggestions, name="suggestions"),
    path("face/confirm/", living.confirm, name="confirm"),
    path("kept/discard/", kept_forms.discard, name="kept-discard"),
]
