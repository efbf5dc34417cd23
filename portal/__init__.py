"""The central portal: enrols stations, takes their packets in exactly once, and vouches for receipts in public."""
