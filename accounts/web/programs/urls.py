"""Addresses of tokens and programs."""

from django.urls import path

from accounts.web.programs import own, programs

urlpatterns = [
    path("me/tokens/", own.tokens, name="tokens"),
    path("me/tokens/issue/", own.token_issue, name="token-issue"),
    path("me/tokens/<uuid:pk>/revoke/", own.token_revoke, name="token-revoke"),
    path("programs/", programs.program_list, name="program-list"),
    path("programs/register/", programs.program_register, name="program-register"),
    path("programs/<int:pk>/", programs.program, name="program"),
    path("programs/<int:pk>/close/", programs.program_close, name="program-close"),
    path("programs/<int:pk>/issue/", programs.program_token_issue, name="program-token-issue"),
    path(
        "programs/<int:pk>/tokens/<uuid:token_id>/revoke/", programs.program_token_revoke, name="program-token-revoke"
    ),
]
