"""Training: programmes, workshops, modules, sessions, attendance, assessment, practice and certificates."""
