"""The central portal over HTTP."""
