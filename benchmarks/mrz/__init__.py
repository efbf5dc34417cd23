"""The judge of the reader of machine-readable zones: cards of an unseen style, read beside other readers."""
