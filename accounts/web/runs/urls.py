"""Addresses of background runs, and of the page on which an administrator sees them all."""

from django.urls import path

from accounts.web.runs import changes, lists, results, system

urlpatterns = [
    path("runs/", lists.run_list, name="run-list"),
    path("runs/<uuid:pk>/", lists.run, name="run"),
    path("runs/<uuid:pk>/cancel/", changes.run_cancel, name="run-cancel"),
    path("runs/<uuid:pk>/retry/", changes.run_retry, name="run-retry"),
    path("runs/<uuid:pk>/result/", results.run_result, name="run-result"),
    path("system/", system.system, name="system"),
    path("system/rehearse/", system.rehearse, name="system-rehearse"),
]
