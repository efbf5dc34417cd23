"""Tax invoices of private offices: the book they are kept in, and the authorities they are reported to."""
