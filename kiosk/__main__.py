"""`python -m kiosk`, and the frozen kiosk: the screen, or what the first word asks for.

`stage-release`: the updater that draws nothing. `image-worker`: where the kiosk has its images looked at.
`file-worker`: where files of several pages are taken apart. `signature-worker`: where signed PDFs are judged.
`station`: the station's commands, for those who install it.
"""

import sys


def run() -> int:
    """Do what the first word asks for."""
    if sys.argv[1:2] == ["stage-release"]:
        from shubbak.station.release_unit import main as stage_release

        return stage_release(sys.argv[2:])
    if sys.argv[1:2] == ["image-worker"]:
        from shubbak.adapters.scan.image_worker import main as look_at_images

        return look_at_images()
    if sys.argv[1:2] == ["file-worker"]:
        from shubbak.adapters.scan.file_worker import main as take_apart

        return take_apart()
    if sys.argv[1:2] == ["signature-worker"]:
        from shubbak.adapters.paper.signature_worker import main as judge_signatures

        return judge_signatures()
    if sys.argv[1:2] == ["camera-worker"]:
        from shubbak.adapters.scan.camera_worker import main as look_through_camera

        return look_through_camera(sys.argv[2:])
    if sys.argv[1:2] == ["station"]:
        from shubbak.cli.main import main as command

        return command(sys.argv[2:])
    from kiosk.main import main

    return main()


sys.exit(run())
