"""The laws of the house. Each is a plain function over a source text, a test that the house keeps it,
and a test that shows it catching a wrong example."""
