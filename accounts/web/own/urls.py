"""Addresses of one's own account."""

from django.urls import path

from accounts.web.own import account, factors, language, sessions

urlpatterns = [
    path("", account.me, name="me"),
    path("display/", account.display, name="display"),
    path("sessions/", sessions.session_list, name="sessions"),
    path("sessions/others/end/", sessions.end_others, name="sessions-end-others"),
    path("sessions/<int:pk>/end/", sessions.end_one, name="session-end"),
    path("second-factors/", factors.second_factors, name="second-factors"),
    path("session/", sessions.extend, name="session-extend"),
    path("language/", language.switch, name="language-switch"),
]
