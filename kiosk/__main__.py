"""`python -m kiosk`, and the frozen kiosk: the screen, or with `stage-release` first the updater that draws nothing."""

import sys


def run() -> int:
    """Do what the first word asks for."""
    if sys.argv[1:2] == ["stage-release"]:
        from shubbak.station.release_unit import main as stage_release

        return stage_release(sys.argv[2:])
    from kiosk.main import main

    return main()


sys.exit(run())
