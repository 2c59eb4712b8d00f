"""What happened at the border: seizure cases, their lines, routes, people and files.

Their workflow, quality, import, search and exchange come with them.
"""
