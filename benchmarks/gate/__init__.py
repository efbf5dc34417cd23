"""Papers, scenes and ways to spoil them, all drawn from a seed: what the document gate is measured on."""
