"""Judging the record of acts from outside: own SQL, own spelling, no model."""
