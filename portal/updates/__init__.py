"""Updates for stations by The Update Framework: keys, signed metadata, and the files that they name."""
