"""An officer’s own account: preferences, sessions, second factors, language."""
