"""What a clock, scanner, printer, terminal, store and portal promise, each with its errors beside it."""
