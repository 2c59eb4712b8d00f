"""Reading records: the lists and the page of one."""
