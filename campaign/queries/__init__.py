"""Reading what the campaign did, by subject."""
