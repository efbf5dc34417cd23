"""What the portal keeps: rows in SQLite or PostgreSQL, documents' bytes in an object store."""
