"""How dates and numbers are written in each language, where Django differs from the field."""
