"""Files of records: sent, looked at, handed out, and what of them leaves the country."""
