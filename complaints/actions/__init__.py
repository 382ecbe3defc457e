"""What can be done with reports and inspections, by subject."""
