"""Plain functions that make what tests need; every argument has a default."""
