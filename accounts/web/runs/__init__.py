"""Pages of background runs: one’s own, one of them, and the whole machinery for the administrator."""
