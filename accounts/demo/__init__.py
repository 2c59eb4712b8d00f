"""What the demo is filled with: real offices and invented people. Read only where `settings.DEMO` is set."""
