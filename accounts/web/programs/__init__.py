"""Programs of offices, and the tokens of programs and officers."""
