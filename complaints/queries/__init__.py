"""Reading reports, inspections and lists, by subject."""
