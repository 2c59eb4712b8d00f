"""Pages on which an administrator loads code lists."""
