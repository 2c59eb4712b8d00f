"""What an entry and a head are, byte for byte: no table, no clock, no key store."""
