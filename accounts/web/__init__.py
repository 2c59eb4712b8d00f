"""Pages of offices and people."""
