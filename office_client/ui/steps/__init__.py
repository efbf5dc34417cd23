"""The steps of a visit at the counter: one step, one file."""
