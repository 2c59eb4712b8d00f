"""The pages on which a record is taken a step further."""
