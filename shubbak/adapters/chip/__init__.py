"""Chips in identity documents, read as ICAO Doc 9303 parts 10 and 11 describe them."""
