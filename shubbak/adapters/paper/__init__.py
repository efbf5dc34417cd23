"""Pages of A4: set by typst, and what their signatures are worth."""
