"""What programs find in this room."""
