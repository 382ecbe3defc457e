"""Sample data: the facts of two published reports; what they do not give is generated, and said so."""
