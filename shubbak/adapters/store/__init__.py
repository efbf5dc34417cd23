"""The station's durable memory in one SQLite file."""
