"""What we mean: text, money, people's documents, applications, payments and receipts; no IO of any kind."""
