"""Joins one station: its memory, identity, catalogue and devices behind the services both apps call."""

from shubbak.station.arguments import COUNTRIES, add_station_arguments, on_trial, station_home, station_settings
from shubbak.station.joining import Station, StationClosed, open_station
from shubbak.station.settings import StationSettings
from shubbak.station.trial import start_trial

__all__ = [
    "COUNTRIES",
    "Station",
    "StationClosed",
    "StationSettings",
    "add_station_arguments",
    "on_trial",
    "open_station",
    "start_trial",
    "station_home",
    "station_settings",
]
