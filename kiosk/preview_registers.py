"""The sample entries of a register, so that a previewed form shows what an example chose and not its bare id."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from shubbak.domain.text import Text
from shubbak.fields.kind import word_rule
from shubbak.fields.register_choice import TYPED, chosen_raw
from shubbak.forms.service import Service
from shubbak.resources import root


def as_chosen(service: Service, raw: Mapping[str, str]) -> dict[str, str]:
    """Return raw answers with each entry's names behind its id; one that no sample has stands as typed words."""
    fields = {field.id: field for page in service.pages for field in page.fields}
    told = dict(raw)
    for name, typed in raw.items():
        field = fields.get(name)
        if field is not None and field.kind == "register_choice" and typed and "|" not in typed:
            label = _label(service.country, word_rule(field, "register"), typed)
            told[name] = chosen_raw(typed, label) if label else TYPED + typed.removeprefix(TYPED)
    return told


def _label(country: str, register: str, entry: str) -> Text | None:
    path = root() / "registers" / country.lower() / f"{register}.yaml"
    if not path.is_file():
        return None
    listed = yaml.safe_load(path.read_text(encoding="utf-8")).get("entries", ())
    return next((Text(one["ar"], one["en"]) for one in listed if str(one["id"]) == entry), None)
