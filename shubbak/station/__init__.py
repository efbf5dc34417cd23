"""Joins one station: its memory, identity, catalogue and devices behind the services both apps call."""

from shubbak.station.joining import NoCatalogue, NotEnrolled, Station, open_station
from shubbak.station.settings import StationSettings
from shubbak.station.trial import enrol_with, trial_portal

__all__ = ["NoCatalogue", "NotEnrolled", "Station", "StationSettings", "enrol_with", "open_station", "trial_portal"]
