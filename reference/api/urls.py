"""Addresses of code lists for programs."""

from django.urls import path

from reference.api import code_lists, codes

urlpatterns = [
    path("code-lists", code_lists.CodeLists.as_view(), name="code-list-index"),
    path("code-lists/<slug:code>", code_lists.OneCodeList.as_view(), name="code-list"),
    path("code-lists/<slug:code>/codes", codes.Codes.as_view(), name="code-index"),
    path("code-lists/<slug:code>/codes/<str:value>", codes.OneCode.as_view(), name="code"),
]
