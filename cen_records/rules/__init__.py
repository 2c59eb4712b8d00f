"""What is right and wrong in a record, as pure functions: values in, findings out."""
