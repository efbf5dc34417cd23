"""Updates by The Update Framework, and the folder that releases of the program lie in."""
