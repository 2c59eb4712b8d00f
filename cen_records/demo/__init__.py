"""What the demo's records say. Read only where `settings.DEMO` is set; nobody and nothing in them is real."""
