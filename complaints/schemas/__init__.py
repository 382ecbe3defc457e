"""The shapes of the forms, by door."""
