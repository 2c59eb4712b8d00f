"""What happened at the border: seizure cases, their lines, routes, people and files; their workflow, quality, import, search and exchange."""
