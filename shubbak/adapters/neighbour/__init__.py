"""Stations of one office over the LAN: plain HTTP, because what travels on it is signed, and the packets are sealed."""
