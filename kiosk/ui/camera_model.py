"""What the camera sees while somebody holds a card or a page before it, and what they should do."""

from __future__ import annotations

from PySide6.QtCore import Property, QRectF, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.visit_model import VisitModel
from shubbak.domain.guidance import Guidance
from shubbak.flow.steps import Step
from shubbak.ports.camera import Camera, Preview
from shubbak.services.camera_look import CameraLook

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1

#: Milliseconds between two looks; a camera shows fifteen frames a second.
EVERY = 33


@QmlElement
class CameraModel(ScreenModel):
    """Looks through the camera that is at work for this visit; without one nothing is ever shown."""

    changed = Signal()
    step = Step.IDENTIFY
    frameChanged = Signal()

    def __init__(self, visit_model: VisitModel) -> None:
        super().__init__(visit_model)
        self._frame: Preview | None = None
        self._sight = CameraLook()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._look)
        visit_model.changed.connect(self._follow)
        visit_model.wiped.connect(self._forget)

    @property
    def cameras(self) -> dict[str, Camera | None]:
        """The cameras of this station, as the visit's model holds them."""
        return self.visit_model.cameras

    @cameras.setter
    def cameras(self, cameras: dict[str, Camera | None]) -> None:
        self.visit_model.cameras = cameras
        self.visit_model.changed.emit()

    @property
    def frame(self) -> Preview | None:
        """The newest frame; gone with the scan."""
        return self._frame

    @Property(bool, notify=changed)
    def active(self) -> bool:
        """Whether a camera is looked through now."""
        return self._camera is not None

    @Property(str, notify=frameChanged)
    def advice(self) -> str:
        """What to do, in a sentence."""
        guidance = self._guidance
        return self.say(f"kiosk.camera.{guidance.advice.value.replace('-', '_')}") if guidance else ""

    @Property(str, notify=frameChanged)
    def drawing(self) -> str:
        """The same for the drawing beside the sentence: an Advice by name, "show" before the first frame."""
        guidance = self._guidance
        return guidance.advice.value if guidance else "show"

    @Property(bool, notify=changed)
    def pages(self) -> bool:
        """Whether it is a page that is shown to the camera, and not a card."""
        return self.context.visit.busy == "document"

    @Property(bool, notify=frameChanged)
    def ready(self) -> bool:
        """Whether all is well and they should hold still."""
        guidance = self._guidance
        return guidance is not None and guidance.advice.value in ("ready", "hold-still")

    @Property(QRectF, notify=frameChanged)
    def place(self) -> QRectF:
        """Where the card is, or what is wrong with it, in shares of the frame; empty where nobody knows."""
        place = self._guidance.place if self._guidance else None
        return QRectF(place.left, place.top, place.right - place.left, place.bottom - place.top) if place else QRectF()

    @Slot()
    def shoot(self) -> None:
        """Take the picture now."""
        if self._camera is not None:
            self._camera.shoot()

    @Slot()
    def cancel(self) -> None:
        """Stop looking; a scan that has yet to begin too, as soon as it shows something."""
        self._sight.stop(self._camera)

    @property
    def _guidance(self) -> Guidance | None:
        return self._frame.guidance if self._frame is not None else None

    @property
    def _camera(self) -> Camera | None:
        return self.cameras.get(self.context.visit.busy)

    def _follow(self) -> None:
        if self.active and not self._timer.isActive():
            self._timer.start()
        elif not self.active and self._timer.isActive():
            self._forget()
        self.changed.emit()

    def _look(self) -> None:
        frame = self._sight.frame(self._camera)
        if frame is not None and (self._frame is None or frame.number != self._frame.number):
            self._frame = frame
            self.frameChanged.emit()

    def _forget(self) -> None:
        self._timer.stop()
        self._sight.over()
        self._frame = None
        for camera in self.cameras.values():
            if camera is not None and not self.active:
                camera.cancel()
        self.frameChanged.emit()
