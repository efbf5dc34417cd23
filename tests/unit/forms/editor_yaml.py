"""Service files as editors read them to hold them to the schema."""

import re
from typing import Any

import yaml


class AsAnEditor(yaml.SafeLoader):
    """YAML 1.2 as editors read it: days are texts, and only `true` and `false` are no words."""


AsAnEditor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
AsAnEditor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def read(text: str) -> Any:
    return yaml.load(text, AsAnEditor)
