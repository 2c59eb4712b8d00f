"""Addresses of the pages that change code lists; those that show them are the reference room's own."""

from django.urls import path

from accounts.web.lists import editions

urlpatterns = [
    path("<slug:code>/load/", editions.edition_load, name="code-list-load"),
    path("<slug:code>/editions/<int:number>/", editions.edition, name="code-list-edition"),
    path("<slug:code>/editions/<int:number>/errors", editions.edition_errors, name="code-list-errors"),
    path("<slug:code>/editions/<int:number>/restore/", editions.edition_restore, name="code-list-restore"),
]
