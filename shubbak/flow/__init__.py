"""The visit as a machine: events in, effects out; no Qt, no IO."""
