"""How the product's own networks are trained; development only, no part of what is installed."""
