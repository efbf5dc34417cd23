"""The portal's verbs, each one file: enrol a station, accept a packet, publish the catalogue, verify a receipt."""
