"""What was done, by whom and in which office. Knows nothing of the other rooms and has no foreign key to them."""
