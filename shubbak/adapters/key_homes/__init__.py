"""Where the key of the station's store lives, and what else is closed with it."""
