"""Joins one station: its memory, identity, catalogue and devices behind the services both apps call.

Its modules are imported one by one: the command line and the identity are light, `joining` loads database and devices.
"""
