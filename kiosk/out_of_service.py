"""What the kiosk shows when its station cannot be opened: an apology for everybody, the reason for staff."""

from __future__ import annotations

import sys
from typing import cast

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtQml import QQmlApplicationEngine

from kiosk.lockdown import Lockdown
from kiosk.ui.engine import QML, new_engine
from shubbak.adapters.system.service_notice import ServiceNotice
from shubbak.domain.text import Language
from shubbak.resources import load_wording

#: EX_UNAVAILABLE (sysexits.h): the service manager starts the kiosk again. Not the status that makes room for a trial:
#: where the station cannot be opened a new release can open it no better, and would be given up for it.
TRY_AGAIN = 69
#: Milliseconds the notice stands before the program ends to be started again.
STANDS = 60_000


def show_notice(code: str) -> QQmlApplicationEngine:
    """Say that the machine is out of service; `code` is a problem code. Returns what must stay alive."""
    wording = load_wording()
    key, known = f"problem.{code}", wording.keys()
    reason = wording.say(key, Language.EN) if key in known else code
    print(f"kiosk: {reason} ({code})", file=sys.stderr)
    engine = new_engine()
    engine.setInitialProperties(
        {
            "arabicTitle": wording.say("kiosk.out_of_service.title", Language.AR),
            "arabicLine": wording.say("kiosk.out_of_service.line", Language.AR),
            "englishTitle": wording.say("kiosk.out_of_service.title", Language.EN),
            "englishLine": wording.say("kiosk.out_of_service.line", Language.EN),
            "code": code,
        }
    )
    engine.load(QUrl.fromLocalFile(str(QML / "OutOfService.qml")))
    engine.rootObjects()[0].showFullScreen()  # type: ignore[attr-defined]
    return engine


def apologise(application: QGuiApplication, code: str) -> int:
    """Show the notice for a minute and return the exit code that asks for another start."""
    from PySide6.QtCore import QTimer
    from shiboken6 import delete

    engine = show_notice(code)
    ServiceNotice().status(f"out of service: {code}")
    lockdown = Lockdown(cast(QWindow, engine.rootObjects()[0]), full_screen=True)
    QTimer.singleShot(STANDS, application.quit)
    application.exec()
    lockdown.stop()
    delete(engine)
    return TRY_AGAIN
