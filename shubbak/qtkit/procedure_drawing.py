"""A procedure as a picture for a clerk: steps from top to bottom, who and how long, and where a case may go instead."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.forms.load_procedure import longest_hours
from shubbak.forms.procedure import END, REFUSED, Outcome, Procedure, Step
from shubbak.forms.procedure_way import Jump, jumps
from shubbak.forms.service import Service
from shubbak.qtkit.receipt_type import FAMILY, load_fonts

#: Width of the picture, and of the middle column in which the steps stand, in pixels.
WIDTH, _COLUMN = 1080, 720
_MARGIN, _GAP, _PAD, _LANE = 40, 34, 18, 22
#: The bodies that are asked at once stand so many in a row, each row this high.
_BODIES_A_ROW, _APPROVAL = 3, 70
_LEFT = (WIDTH - _COLUMN) / 2
_INK, _MUTED, _PAPER, _SURFACE = "#14262B", "#3E5055", "#FBF8F3", "#FFFFFF"
_EDGE, _BRAND, _TINT = "#857F71", "#0A5657", "#E9F3F1"
_GOOD, _GOOD_TINT, _BAD, _BAD_TINT, _WAIT_TINT, _WAIT = "#175A30", "#E8F3EA", "#98201C", "#FCEDEB", "#FCF1DA", "#6B4500"


class ProcedureDrawing:
    """Measures a procedure in one language and draws it; `height` is known before anything is drawn."""

    def __init__(self, service: Service, wording: Wording, language: Language) -> None:
        load_fonts()
        self._service = service
        self._procedure: Procedure = service.procedure
        self._wording = wording
        self._language = language
        self._numbers = {step.id: place + 1 for place, step in enumerate(self._procedure.steps)}
        self._boxes: list[QRectF] = []
        top = 190.0
        for step in self._procedure.steps:
            box = QRectF(_LEFT, top, _COLUMN, self._height_of(step))
            self._boxes.append(box)
            top = box.bottom() + _GAP
        self._variants_top = top + 70
        self.height = int(self._variants_top + (60 if self._procedure.variants else 0) + _MARGIN)

    def draw(self, painter: QPainter) -> None:
        """Draw everything onto a surface `WIDTH` by `height`."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if self._language.rtl else Qt.LayoutDirection.LeftToRight
        )
        painter.fillRect(QRectF(0, 0, WIDTH, self.height), QColor(_PAPER))
        self._draw_head(painter)
        for place, step in enumerate(self._procedure.steps):
            self._draw_arrow(painter, place, step)
            self._draw_step(painter, step, self._boxes[place])
        for jump in jumps(self._procedure):
            self._draw_jump(painter, jump)
        self._draw_end(painter)
        self._draw_variants(painter)

    def _say(self, key: str, **params: str) -> str:
        return self._wording.say(f"procedure.{key}", self._language, **params)

    def _mirrored(self, x: float) -> float:
        return WIDTH - x if self._language.rtl else x

    def _laid(self, box: QRectF) -> QRectF:
        """The rectangle as it lies in the language's direction."""
        return QRectF(WIDTH - box.right(), box.y(), box.width(), box.height()) if self._language.rtl else box

    def _height_of(self, step: Step) -> float:
        rows = 96.0 + _PAD + _APPROVAL * _rows_of(len(step.approvals), _BODIES_A_ROW)
        return rows + 42 * _rows_of(len(self._chips(step)), 2)

    def _details(self, step: Step) -> str:
        said = [self._say(f"role.{step.role}")]
        if step.pause:
            said.append(self._say("stopped", reason=self._say(f"pause.{step.pause}")))
        elif step.hours:
            said.append(self._say("hours", hours=isolate(str(step.hours))))
        elif not step.approvals:
            said.append(self._say("at_once"))
        if step.channel not in ("portal", step.role):
            said.append(self._say(f"channel.{step.channel}"))
        if step.grade not in ("", step.role):
            said.append(self._say("signs", grade=self._say(f"grade.{step.grade}")))
        return " · ".join(said)

    def _chips(self, step: Step) -> list[tuple[str, str]]:
        """What stands in the step about ways out of it: the words and where they lead."""
        if step.returns:
            place = isolate(str(self._numbers[step.returns.to]))
            return [(self._say("goes_back", place=place, most=isolate(str(step.returns.most))), step.returns.to)]
        return [(self._way(outcome), outcome.to) for outcome in step.outcomes]

    def _way(self, outcome: Outcome) -> str:
        label = outcome.label.say(self._language)
        if outcome.to == REFUSED:
            return f"×  {label}"
        if outcome.to == END:
            return f"{label}: {self._say('end')}"
        return f"{label}: {isolate(str(self._numbers[outcome.to]))}"

    def _draw_head(self, painter: QPainter) -> None:
        name = self._service.name.say(self._language)
        whole = QRectF(_MARGIN, 36, WIDTH - 2 * _MARGIN, 60)
        self._text(painter, whole, self._say("title", service=name), 30, strong=True)
        version = self._say("version", version=isolate(str(self._procedure.version)))
        hours = self._say("longest", hours=isolate(str(longest_hours(self._procedure))))
        self._text(painter, whole.translated(0, 62), f"{version} · {hours}", 20, colour=_MUTED)

    def _draw_step(self, painter: QPainter, step: Step, box: QRectF) -> None:
        laid = self._laid(box)
        painter.setPen(QPen(QColor(_WAIT if step.pause else _EDGE), 2, _line(bool(step.pause))))
        painter.setBrush(QColor(_WAIT_TINT if step.pause else _SURFACE))
        painter.drawRoundedRect(laid, 12, 12)
        badge = self._laid(QRectF(box.x() + _PAD, box.y() + 14, 40, 40))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_WAIT if step.pause else _BRAND))
        painter.drawEllipse(badge)
        self._text(painter, badge, str(self._numbers[step.id]), 20, strong=True, colour=_SURFACE, centred=True)
        line = QRectF(box.x() + 76, box.y() + 12, box.width() - 96, 44)
        self._text(painter, self._laid(line), step.title.say(self._language), 23, strong=True)
        self._text(painter, self._laid(line.translated(0, 42)), self._details(step), 18, colour=_MUTED)
        top = box.y() + 100
        if step.approvals:
            self._draw_approvals(painter, step, box, top)
            top += _APPROVAL * _rows_of(len(step.approvals), _BODIES_A_ROW)
        self._draw_chips(painter, step, box, top)

    def _draw_approvals(self, painter: QPainter, step: Step, box: QRectF, top: float) -> None:
        in_a_row = _rows_of(len(step.approvals), _rows_of(len(step.approvals), _BODIES_A_ROW))
        width = (box.width() - 96) / in_a_row
        for place, approval in enumerate(step.approvals):
            row, column = divmod(place, in_a_row)
            cell = self._laid(QRectF(box.x() + 76 + column * width, top + row * _APPROVAL, width - 8, _APPROVAL - 10))
            painter.setPen(QPen(QColor(_BRAND), 1.5))
            painter.setBrush(QColor(_TINT))
            painter.drawRect(cell)
            words = approval.body.say(self._language)
            if approval.hours:
                words += "\n" + self._say("hours", hours=isolate(str(approval.hours)))
            self._text(painter, cell.adjusted(6, 0, -6, 0), words, 16, centred=True)

    def _draw_chips(self, painter: QPainter, step: Step, box: QRectF, top: float) -> None:
        width = (box.width() - 96) / 2
        for place, (words, to) in enumerate(self._chips(step)):
            row, side = divmod(place, 2)
            chip = self._laid(QRectF(box.x() + 76 + side * width, top + row * 42, width - 10, 34))
            ink, tint = {END: (_GOOD, _GOOD_TINT), REFUSED: (_BAD, _BAD_TINT)}.get(to, (_BRAND, _TINT))
            painter.setPen(QPen(QColor(ink), 1.5))
            painter.setBrush(QColor(tint))
            painter.drawRoundedRect(chip, 17, 17)
            self._text(painter, chip.adjusted(12, 0, -12, 0), words, 16, colour=ink)

    def _draw_arrow(self, painter: QPainter, place: int, step: Step) -> None:
        """The straight way on, where there is one."""
        follower = self._procedure.steps[place + 1].id if place + 1 < len(self._procedure.steps) else END
        goes_on = not step.returns and any(way.to == follower for way in self._procedure.next_of(step))
        if goes_on:
            bottom = self._boxes[place].bottom()
            self._line(painter, [QPointF(WIDTH / 2, bottom + 3), QPointF(WIDTH / 2, bottom + _GAP - 3)], back=False)

    def _draw_jump(self, painter: QPainter, jump: Jump) -> None:
        source, target = self._boxes[jump.source], self._boxes[jump.target]
        side = _LEFT - 26 - jump.lane * _LANE if jump.back else WIDTH - _LEFT + 26 + jump.lane * _LANE
        edge = source.left() - 3 if jump.back else source.right() + 3
        start, end = source.bottom() - 26, target.top() + 26
        points = [QPointF(edge, start), QPointF(side, start), QPointF(side, end), QPointF(edge, end)]
        self._line(painter, [QPointF(self._mirrored(point.x()), point.y()) for point in points], back=jump.back)

    def _line(self, painter: QPainter, points: list[QPointF], *, back: bool) -> None:
        colour = QColor(_WAIT if back else _BRAND)
        painter.setPen(QPen(colour, 2.5, _line(back)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        tip, before = points[-1], points[-2]
        along = (tip - before) / max(1.0, ((tip - before).manhattanLength()))
        across = QPointF(-along.y(), along.x())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([tip, tip - along * 12 + across * 7, tip - along * 12 - across * 7]))

    def _draw_end(self, painter: QPainter) -> None:
        cap = QRectF(WIDTH / 2 - 160, self._variants_top - 70, 320, 46)
        painter.setPen(QPen(QColor(_GOOD), 2))
        painter.setBrush(QColor(_GOOD_TINT))
        painter.drawRoundedRect(cap, 23, 23)
        self._text(painter, cap, self._say("end"), 20, strong=True, colour=_GOOD, centred=True)

    def _draw_variants(self, painter: QPainter) -> None:
        if self._procedure.variants:
            kinds = " · ".join(self._say(f"variant.{kind}") for kind in self._procedure.variants)
            row = QRectF(_MARGIN, self._variants_top, WIDTH - 2 * _MARGIN, 40)
            self._text(painter, row, f"{self._say('variants')}: {kinds}", 20, colour=_MUTED, centred=True)

    def _text(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        pixels: int,
        *,
        strong: bool = False,
        colour: str = _INK,
        centred: bool = False,
    ) -> None:
        font = QFont(FAMILY)
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeading
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        while pixels > 12 and painter.boundingRect(box, flags, words).height() > box.height() + 4:
            pixels -= 1
            font.setPixelSize(pixels)
            painter.setFont(font)
        painter.drawText(box, flags, words)


def _rows_of(things: int, in_a_row: int) -> int:
    return -(-things // in_a_row)


def _line(dashed: bool) -> Qt.PenStyle:
    return Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
