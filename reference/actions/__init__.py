"""What may be done to code lists. Who may is for the rooms above to say: this one knows no officers."""
