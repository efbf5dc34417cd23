"""The verbs: run a visit's effects, submit, empty the outbox, take payments, make receipts, take the catalogue in."""
