"""An amount of money with its currency's name."""

from __future__ import annotations

from office_client.ui.fields.line_answer import LineAnswer
from shubbak.domain.money import NAMES


class MoneyAnswer(LineAnswer):
    """A figure with the decimals of the service's currency."""

    code = True
    breadth = 180

    def unit(self) -> str:
        return self.wording.read(NAMES[str(self.field.rules["currency"])])


WIDGET = MoneyAnswer
