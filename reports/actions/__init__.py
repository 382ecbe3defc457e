"""Writing, signing and correcting official reports."""
