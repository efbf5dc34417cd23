"""YAML into nodes in one pass, every node with its file and line; tricks are refused on the way.

PyYAML's own composer would need a second pass to see anchors and depth, and works out tags that nobody asks for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

_DEEPEST = 24


class _Named:
    """A text that tells YAML its path, so that every mark knows its file."""

    def __init__(self, text: str, path: str) -> None:
        self.name = path
        self._text = text
        self._place = 0

    def read(self, size: int = -1, /) -> str:
        part = self._text[self._place : self._place + size if size >= 0 else None]
        self._place += len(part)
        return part


def compose(text: str, path: str, complain: Callable[[yaml.Event, str], None]) -> yaml.Node | None:
    """Return the outermost node of the text, None for an empty one; tags of nodes are left empty.

    complain: told of every anchor, alias and tag, and of nesting that is too deep, which ends the reading. Raises
    yaml.YAMLError and UnicodeEncodeError on what is no YAML.
    """
    loader = yaml.CSafeLoader(_Named(text, path))
    try:
        return _Composing(complain).all(loader.get_event)
    finally:
        loader.dispose()


class _Composing:
    """One text on its way to a tree: the open collections, innermost last."""

    def __init__(self, complain: Callable[[yaml.Event, str], None]) -> None:
        self._complain = complain
        # Events are Any: PyYAML's stubs give its fast and its slow marks two types.
        self._open: list[tuple[Any, list[yaml.Node]]] = []
        self._root: yaml.Node | None = None

    def all(self, next_event: Callable[[], Any]) -> yaml.Node | None:
        while (event := next_event()) is not None and len(self._open) <= _DEEPEST:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    self._look_at(event)
                self._add(yaml.ScalarNode("", event.value, event.start_mark, event.end_mark, event.style))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._look_at(event)
                self._open.append((event, []))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close(event)
            elif kind is yaml.AliasEvent:
                self._complain(event, f'anchors and aliases are not allowed: write "{event.anchor}" out')
                self._add(yaml.ScalarNode("", "", event.start_mark, event.end_mark))
            elif kind is yaml.DocumentStartEvent and self._root is not None:
                self._complain(event, "this is not YAML: a second document begins here")
            elif kind is yaml.StreamEndEvent:
                return self._root
        self._complain(self._open[-1][0], f"the nesting is deeper than {_DEEPEST} levels")
        return None

    def _look_at(self, event: Any) -> None:
        if event.anchor is not None:
            self._complain(event, f'anchors and aliases are not allowed: write "{event.anchor}" out')
        if event.tag not in (None, "!"):
            self._complain(event, "tags beginning with ! are not allowed")

    def _close(self, event: Any) -> None:
        start, nodes = self._open.pop()
        kind = type(start)
        if kind is yaml.MappingStartEvent:
            pairs = list(zip(nodes[::2], nodes[1::2], strict=True))
            self._add(yaml.MappingNode("", pairs, start.start_mark, event.end_mark))
        else:
            self._add(yaml.SequenceNode("", nodes, start.start_mark, event.end_mark))

    def _add(self, node: yaml.Node) -> None:
        if self._open:
            self._open[-1][1].append(node)
        elif self._root is None:
            self._root = node
