"""Addresses of this room."""

from django.urls import path

from reference.web import codes, lists, pick

app_name = "reference"
urlpatterns = [
    path("", lists.list_index, name="list-index"),
    path("<slug:code>/", lists.code_list, name="list"),
    path("<slug:code>/pick", pick.pick, name="pick"),
    path("<slug:code>/find", codes.find_code, name="find"),
    path("<slug:code>/codes/<slug:entry>/", codes.code_page, name="code"),
    path("<slug:code>/download", lists.list_download, name="list-download"),
    path("<slug:code>/editions/", lists.edition_list, name="edition-list"),
    path("<slug:code>/editions/<int:number>/download", lists.edition_download, name="edition-download"),
]
