"""Offices, officers, postings and invitations."""
