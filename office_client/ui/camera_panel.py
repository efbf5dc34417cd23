"""What the counter's camera sees while a card or page lies under it: the picture, what to do in words, and two keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.look import colours, label
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.domain.guidance import Advice
from shubbak.ports.camera import Camera, Preview
from shubbak.services.camera_look import CameraLook

#: Milliseconds between two looks; a camera shows fifteen frames a second.
EVERY = 33
_GOOD = (Advice.READY, Advice.HOLD_STILL)


class CameraPanel(QFrame):
    """Stands over the step while a camera is at work for it, and is not there otherwise."""

    def __init__(self, presenter: VisitPresenter, cameras: Mapping[str, Camera | None]) -> None:
        super().__init__()
        self._presenter, self._cameras = presenter, cameras
        self._wording = presenter.wording
        self._sight = CameraLook()
        self.picture, self.advice = _Picture(), label("title")
        self.shoot, self.cancel = ActionButton("F9", "primary", icon="scan-line"), ActionButton("F10")
        keys = QHBoxLayout()
        keys.addWidget(self.cancel)
        keys.addStretch(1)
        keys.addWidget(self.shoot)
        column = QVBoxLayout(self)
        column.addWidget(self.advice)
        column.addWidget(self.picture, 1)
        column.addLayout(keys)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self.shoot.clicked.connect(lambda: self._camera.shoot() if self._camera else None)
        self.cancel.clicked.connect(lambda: self._sight.stop(self._camera))
        presenter.changed.connect(self.follow)
        presenter.stage_changed.connect(self.follow)
        presenter.wiped.connect(self.follow)
        self.hide()

    @property
    def _camera(self) -> Camera | None:
        return self._cameras.get(self._presenter.visit.busy)

    def follow(self) -> None:
        """Come and go with the camera's work; a visit that is left takes the picture along."""
        active = self._camera is not None
        if not active and self._timer.isActive():
            for camera in self._cameras.values():
                if camera is not None:
                    camera.cancel()
        self.setVisible(active)
        if active and not self._timer.isActive():
            self._timer.start()
        elif not active:
            self._sight.over()
            self._timer.stop()
            self.picture.show_frame(None)
        self._speak(None)

    def look(self) -> None:
        """Show the newest frame."""
        frame = self._sight.frame(self._camera)
        if not self._sight.stopped:
            self.picture.show_frame(frame)
            self._speak(frame)

    def _speak(self, frame: Preview | None) -> None:
        say = self._wording.say
        guidance = frame.guidance if frame is not None else None
        word = guidance.advice.value.replace("-", "_") if guidance else "starting"
        self.advice.setText(say(f"kiosk.camera.{word}"))
        self.shoot.say(say("kiosk.camera.shoot"))
        self.cancel.say(say("kiosk.camera.cancel"))


class _Picture(QWidget):
    """One frame, whole, with a line around what the advice is about."""

    def __init__(self) -> None:
        super().__init__()
        self._frame: Preview | None = None

    def sizeHint(self) -> QSize:
        return QSize(560, 360)

    def show_frame(self, frame: Preview | None) -> None:
        """Paint this frame from now on; None clears it."""
        self._frame = frame
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours()["ink"]))
        frame = self._frame
        if frame is None:
            return
        image = QImage(frame.pixels, frame.width, frame.height, frame.width * 3, QImage.Format.Format_RGB888)
        size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
        guidance = frame.guidance
        if guidance is not None and guidance.place is not None:
            place = guidance.place
            tone = "success" if guidance.advice in _GOOD else "warning"
            painter.setPen(QPen(QColor(colours()[tone]), 4))
            wide, high = (place.right - place.left) * size.width(), (place.bottom - place.top) * size.height()
            painter.drawRect(QRectF(left + place.left * size.width(), top + place.top * size.height(), wide, high))
