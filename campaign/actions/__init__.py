"""Writing down what the campaign did, by subject."""
