"""A service as data: its pages, conditions, documents, fees, procedure and output; it loads and checks itself."""
