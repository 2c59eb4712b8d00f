"""What is read out of code lists as a whole: files to download, suggestions while typing, uses."""
