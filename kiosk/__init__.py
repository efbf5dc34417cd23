"""The citizen's kiosk: a touch screen that guides one visit after another."""
