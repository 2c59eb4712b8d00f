"""Offices and the people who work in them: postings, roles, permissions, sign-in and sharing."""
