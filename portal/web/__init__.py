"""The portal's public pages: rendered here, readable in old phone browsers, working without scripts."""
