"""Shubbak, the counter window of a city: what the station apps and the portal share."""

__version__ = "0.1.0"
