"""How the libraries behind the programs' door are set: whatever an address does not declare is refused (0019)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from config.environment import env

API_PER_MINUTE = env.int(
    "VIGIE_API_PER_MINUTE", default=600
)  # requests with one token; with all of an officer's twice that
API_FAILURES_PER_MINUTE = 20  # unknown tokens from one address
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.TokenAuthentication",
        "accounts.api.authentication.BrowserAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["face.rest.operations.Declared"],
    "DEFAULT_RENDERER_CLASSES": ["face.rest.wire.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["face.rest.wire.JsonParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "face.rest.wire.OnlyJson",
    "DEFAULT_SCHEMA_CLASS": "face.rest.schema.Told",
    "DEFAULT_METADATA_CLASS": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,
}
GROUPS = {  # in the order in which the reference tells of them
    "me": _("Who is calling"),
    "offices": _("Offices"),
    "officers": _("Officers and postings"),
    "invitations": _("Invitations"),
    "tokens": _("Tokens"),
    "code-lists": _("Code lists"),
    "editions": _("Editions of code lists"),
    "records": _("Seizure records"),
    "drafts": _("Drafts of seizure records"),
    "released": _("Released records"),
    "runs": _("Background runs"),
    "acts": _("Record of acts"),
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Vigie",
    "VERSION": "1",
    "TAGS": [{"name": name, "description": words} for name, words in GROUPS.items()],
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "InvitationState": "accounts.choices.InvitationState.values",
        "RunState": "audit.choices.RunState.values",
        "EditionState": "reference.choices.EditionState.values",
        "OfficerState": "accounts.api.officers.STATES",
    },
}
