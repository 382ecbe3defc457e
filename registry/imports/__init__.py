"""What files of the register look like: kinds, columns, headings, lines. Pure."""
