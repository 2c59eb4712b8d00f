"""Addresses of files of records."""

from django.urls import path

from cen_records.web.files import changes, lists, looks, pieces

urlpatterns = [
    path("<uuid:pk>/files/", lists.file_list, name="file-list"),
    path("files/<uuid:pk>/", pieces.file, name="file"),
    path("files/<uuid:pk>/picture/", looks.file_picture, name="file-picture"),
    path("files/<uuid:pk>/thumbnail/", looks.file_thumbnail, name="file-thumbnail"),
    path("files/<uuid:pk>/original/", looks.file_original, name="file-original"),
    path("files/<uuid:pk>/remove/", changes.file_remove, name="file-remove"),
    path("files/<uuid:pk>/share/", changes.file_share, name="file-share"),
    path("files/<uuid:pk>/keep-back/", changes.file_keep_back, name="file-keep-back"),
    path("released/<uuid:pk>/files/", lists.released_file_list, name="released-file-list"),
    path("released/files/<uuid:pk>/picture/", looks.released_picture, name="released-picture"),
    path("released/files/<uuid:pk>/thumbnail/", looks.released_thumbnail, name="released-thumbnail"),
]
