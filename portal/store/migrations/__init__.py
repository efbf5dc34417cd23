"""Schema changes, in order; they run whenever the portal starts."""
