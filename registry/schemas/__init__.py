"""The forms of the register, by subject."""
