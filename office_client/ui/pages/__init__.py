"""The office's pages: one page, one file."""
