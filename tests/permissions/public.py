"""The addresses that are open to everybody. A new one is added here on purpose, or its test fails."""

OPEN = {
    # Coming in
    "account_login",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "accounts:invitation-code",
    "accounts:invitation-accept",
    "accounts:invitation-open",
    # Going out, and what a page asks in the background
    "account_logout",
    "accounts:session-extend",
    "accounts:language-switch",
    # What is told of the programs' door, and what is not behind it
    "api:docs",
    "api:schema",
    "api:unknown",
    "api-unknown",
    # What watches over Vigie asks
    "health-live",
    "health-ready",
}
