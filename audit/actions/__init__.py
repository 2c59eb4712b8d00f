"""What changes the tables of this room, beside the record of acts itself."""
