"""The forms of the campaign, by subject."""
