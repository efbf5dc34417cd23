"""From judged pages to one PDF/A: taken apart into ink and ground where nothing is lost by it, and bound."""
