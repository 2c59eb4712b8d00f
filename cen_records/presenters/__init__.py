"""What is told about records in sentences."""
