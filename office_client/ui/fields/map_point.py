"""A place on the map as latitude and longitude."""

from __future__ import annotations

from office_client.ui.fields.line_answer import LineAnswer


class MapPointAnswer(LineAnswer):
    """Two figures as a plan or a telephone gives them, such as 29.3759, 47.9774."""

    code = True
    breadth = 280

    def unit(self) -> str:
        return self.wording.say("office.field.map_point")


WIDGET = MapPointAnswer
