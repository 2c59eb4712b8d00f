"""The programs’ door to records: the same acts and querysets as the pages."""
