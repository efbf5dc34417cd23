"""Shared pieces of service files: `use` puts a piece's content in its place before the file is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import yaml

from shubbak.forms.source import Complaint, Complaints, ServiceFileError, near, read_nodes

#: The folder below the services in which pieces lie.
FOLDER = "pieces"
#: Pieces that use pieces: deeper than this nobody finds his way, and a circle never ends.
_DEEPEST = 4
#: Nodes of one service with everything it takes in; the largest shipped one has a fifth.
_MOST_NODES = 50_000
_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_OWN_KEYS = ("use", "omit", "prefix")
#: Keys whose text is an expression over questions, or a question's id.
_NAMING = ("show_if", "require_if", "offer_if", "condition", "value", "field", "of")
_QUOTED = re.compile(r"""('[^']*'|"[^"]*")""")


class Pieces:
    """The contents of all pieces by `stem.name`; a file of pieces is read when the first of them is asked for."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._paths = dict(sorted(files.items()))
        self._files = {PurePosixPath(path).stem: path for path in self._paths}
        self._read: dict[str, tuple[dict[str, yaml.Node], list[Complaint]]] = {}
        #: Pieces with what they use themselves put in, and how many nodes they have; sound ones only.
        self.whole: dict[str, tuple[yaml.Node, int]] = {}

    def content(self, name: str) -> yaml.Node | None:
        """Return what a piece holds, or None where there is none of that name."""
        return self._stem(name.partition(".")[0]).get(name)

    def like(self, name: str) -> str:
        """Return "; did you mean …?" for the name most like this one, or ""."""
        stem = name.partition(".")[0]
        return near(name, list(self._stem(stem)) or [known for other in self._files for known in self._stem(other)])

    def complaints(self) -> list[Complaint]:
        """Return every complaint about what holds the pieces; what is in them is told where they are used."""
        found = [complaint for path in self._paths for complaint in self._contents(path)[1]]
        for path in self._paths:
            last = self._files[PurePosixPath(path).stem]
            if last != path:
                found.append(Complaint(path, 1, f'pieces of this name stand in "{last}" too'))
        return found

    def _stem(self, stem: str) -> dict[str, yaml.Node]:
        return self._contents(self._files[stem])[0] if stem in self._files else {}

    def _contents(self, path: str) -> tuple[dict[str, yaml.Node], list[Complaint]]:
        if path not in self._read:
            self._read[path] = _contents(self._paths[path], path)
        return self._read[path]


NO_PIECES = Pieces({})


def is_piece_file(path: str) -> bool:
    """Whether the file at this path holds pieces and not a service."""
    return FOLDER in PurePosixPath(path).parts[:-1]


def _contents(text: str, path: str) -> tuple[dict[str, yaml.Node], list[Complaint]]:
    try:
        root, complaints = read_nodes(text, path)
        return _named(root, complaints), complaints.found
    except ServiceFileError as error:
        return {}, list(error.complaints)


def _named(root: yaml.MappingNode, complaints: Complaints) -> dict[str, yaml.Node]:
    contents: dict[str, yaml.Node] = {}
    for key, content in _entries(root, complaints):
        name = f"{PurePosixPath(complaints.path).stem}.{key.value}"
        if not _NAME.fullmatch(name):
            complaints.at(key, f'the piece "{name}" may only have a-z, 0-9 and _')
        elif name in contents:
            complaints.at(key, f'the piece "{name}" stands twice')
        elif isinstance(content, yaml.ScalarNode):
            complaints.at(content, f'the piece "{name}" is a list, or keys and values')
        contents[name] = content
    return contents


def expand(root: yaml.MappingNode, pieces: Pieces, complaints: Complaints) -> yaml.MappingNode:
    """Return the file with every `use` replaced by what it names; what cannot be is complained about and left out."""
    whole = _Expansion(pieces, complaints).whole(root, 0)
    return whole if isinstance(whole, yaml.MappingNode) else root


def _entries(root: yaml.MappingNode, complaints: Complaints) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    for key, value in root.value:
        if key.value != "pieces" or not isinstance(value, yaml.MappingNode):
            complaints.at(key, 'a file of pieces has one key, "pieces", with the pieces by name below it')
            continue
        yield from value.value


class _Expansion:
    """One file being expanded."""

    def __init__(self, pieces: Pieces, complaints: Complaints) -> None:
        self._pieces = pieces
        self._complaints = complaints
        self._nodes = 0

    def whole(self, node: yaml.Node, depth: int) -> yaml.Node:
        """Return the node with all uses inside it replaced; the same node where there are none."""
        self._nodes += 1
        if self._nodes > _MOST_NODES:
            self._complaints.at(node, f"the service with its pieces has more than {_MOST_NODES} values")
            self._complaints.raise_any()
        if isinstance(node, yaml.MappingNode):
            use = _value(node, "use")
            return self._mapping(node, depth) if use is None else self._taken(node, use, depth)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node, depth)
        return node

    def _mapping(self, node: yaml.MappingNode, depth: int) -> yaml.Node:
        pairs = [(key, self.whole(value, depth)) for key, value in node.value]
        if all(new is old for (_, new), (_, old) in zip(pairs, node.value, strict=True)):
            return node
        return yaml.MappingNode(node.tag, pairs, node.start_mark, node.end_mark)

    def _sequence(self, node: yaml.SequenceNode, depth: int) -> yaml.Node:
        items: list[yaml.Node] = []
        for item in node.value:
            new = self.whole(item, depth)
            # A piece that is a list brings its items; a list in a list is nothing that a service file knows.
            spliced = new is not item and isinstance(new, yaml.SequenceNode)
            items += new.value if spliced else [new]
        if len(items) == len(node.value) and all(new is old for new, old in zip(items, node.value, strict=True)):
            return node
        return yaml.SequenceNode(node.tag, items, node.start_mark, node.end_mark)

    def _taken(self, node: yaml.MappingNode, use: yaml.Node, depth: int) -> yaml.Node:
        name = use.value if isinstance(use, yaml.ScalarNode) else ""
        content = self._pieces.content(name)
        if content is None:
            self._complaints.at(use, f'there is no piece "{name}"{self._pieces.like(name)}')
            return yaml.MappingNode(node.tag, _beside(node), node.start_mark, node.end_mark)
        if depth >= _DEEPEST:
            self._complaints.at(use, f'pieces use pieces at most {_DEEPEST} deep; "{name}" goes deeper')
            return yaml.MappingNode(node.tag, _beside(node), node.start_mark, node.end_mark)
        whole = self._prefixed(node, self._without(node, self._piece(name, content, depth + 1)))
        return self._over(node, whole, depth)

    def _piece(self, name: str, content: yaml.Node, depth: int) -> yaml.Node:
        """Return a piece with what it uses put in: worked out once, however many services take it in."""
        if name in self._pieces.whole:
            whole, size = self._pieces.whole[name]
            self._nodes += size
            return whole
        before, complaints = self._nodes, len(self._complaints.found)
        whole = self.whole(content, depth)
        if len(self._complaints.found) == complaints:
            self._pieces.whole[name] = (whole, self._nodes - before)
        return whole

    def _over(self, node: yaml.MappingNode, content: yaml.Node, depth: int) -> yaml.Node:
        """Lay the piece under the keys that stand beside `use`."""
        beside = [(key, self.whole(value, depth)) for key, value in _beside(node)]
        if not isinstance(content, yaml.MappingNode):
            if beside:
                self._complaints.at(beside[0][0], f'"{beside[0][0].value}" cannot stand beside a piece that is a list')
            return content
        if not beside:
            return content
        own = {key.value for key, _ in beside}
        below = [(key, value) for key, value in content.value if key.value not in own]
        return yaml.MappingNode(node.tag, below + beside, node.start_mark, node.end_mark)

    def _without(self, node: yaml.MappingNode, content: yaml.Node) -> yaml.Node:
        omitted = _value(node, "omit")
        if omitted is None:
            return content
        names = (
            [item.value for item in omitted.value if isinstance(item, yaml.ScalarNode)]
            if isinstance(omitted, yaml.SequenceNode)
            else []
        )
        left, gone = _omit(content, frozenset(names))
        for name in names:
            if name not in gone:
                hint = near(name, _ids(content))
                self._complaints.at(omitted, f'"omit" names "{name}", which the piece does not have{hint}')
        if not names:
            self._complaints.at(omitted, '"omit" is a list of ids')
        return left

    def _prefixed(self, node: yaml.MappingNode, content: yaml.Node) -> yaml.Node:
        prefix = _value(node, "prefix")
        if prefix is None:
            return content
        if not isinstance(prefix, yaml.ScalarNode) or not re.fullmatch(r"[a-z][a-z0-9_]*", prefix.value):
            self._complaints.at(prefix, '"prefix" is a word of a-z, 0-9 and _')
            return content
        names = frozenset(_questions(content))
        if not names:
            self._complaints.at(prefix, '"prefix" stands beside a piece without questions')
            return content
        return _Renaming(prefix.value, names).of(content)


class _Renaming:
    """Puts a prefix before the ids of questions, and where conditions of the same piece name them."""

    def __init__(self, prefix: str, names: frozenset[str]) -> None:
        self._prefix = prefix
        self._names = re.compile(
            r"\b(" + "|".join(sorted(names, key=len, reverse=True)) + r")(?=\b|_days\b|_count\b|_\w+_sum\b)"
        )

    def of(self, node: yaml.Node, key: str = "") -> yaml.Node:
        """Return the node, which stands under `key`, with the prefix in its names."""
        if isinstance(node, yaml.SequenceNode):
            items = [self.of(item, key) for item in node.value]
            return yaml.SequenceNode(node.tag, items, node.start_mark, node.end_mark)
        if isinstance(node, yaml.MappingNode):
            pairs = [self._pair(node, one, value, key) for one, value in node.value]
            return yaml.MappingNode(node.tag, pairs, node.start_mark, node.end_mark)
        return self._with(node, self._renamed(str(node.value))) if key in _NAMING else node

    def _pair(
        self, owner: yaml.MappingNode, key: yaml.Node, value: yaml.Node, inside: str
    ) -> tuple[yaml.Node, yaml.Node]:
        question = _is_question(owner)
        if inside == "fills":  # its keys are the questions that a look-up fills
            return self._with(key, self._renamed(str(key.value))), value
        if key.value == "id" and (question or _value(owner, "fields") is not None):
            return key, self._with(value, self._prefix + str(value.value))
        if key.value == "fields" and question:  # columns are named through their group
            return key, value
        return key, self.of(value, str(key.value))

    def _renamed(self, source: str) -> str:
        parts = _QUOTED.split(source)
        return "".join(
            part if place % 2 else self._names.sub(rf"{self._prefix}\1", part) for place, part in enumerate(parts)
        )

    def _with(self, node: yaml.Node, value: str) -> yaml.Node:
        return yaml.ScalarNode(node.tag, value, node.start_mark, node.end_mark, getattr(node, "style", None))


def _value(node: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in node.value if key.value == name), None)


def _beside(node: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node]]:
    return [(key, value) for key, value in node.value if key.value not in _OWN_KEYS]


def _is_question(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode) and _value(node, "kind") is not None and _value(node, "id") is not None


def _questions(node: yaml.Node) -> Iterator[str]:
    """The ids of the questions in a piece, columns of groups left out: they are named through their group."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _questions(item)
    elif isinstance(node, yaml.MappingNode):
        if _is_question(node):
            yield str(getattr(_value(node, "id"), "value", ""))
            return
        for _, value in node.value:
            yield from _questions(value)


def _ids(node: yaml.Node) -> Iterator[str]:
    """The ids that `omit` may name: those of the list's items, or of the items of the mapping's lists."""
    lists = [node] if isinstance(node, yaml.SequenceNode) else []
    if isinstance(node, yaml.MappingNode):
        lists = [value for _, value in node.value if isinstance(value, yaml.SequenceNode)]
    for item in (item for one in lists for item in one.value if isinstance(item, yaml.MappingNode)):
        named = _value(item, "id") or _value(item, "code")
        if isinstance(named, yaml.ScalarNode):
            yield str(named.value)


def _omit(node: yaml.Node, names: frozenset[str]) -> tuple[yaml.Node, set[str]]:
    """Return the list, or the mapping's lists, without the items of these ids, and which were found."""
    gone: set[str] = set()
    if isinstance(node, yaml.SequenceNode):
        kept = []
        for item in node.value:
            named = _value(item, "id") or _value(item, "code") if isinstance(item, yaml.MappingNode) else None
            if isinstance(named, yaml.ScalarNode) and named.value in names:
                gone.add(named.value)
            else:
                kept.append(item)
        return yaml.SequenceNode(node.tag, kept, node.start_mark, node.end_mark), gone
    if isinstance(node, yaml.MappingNode):
        pairs = []
        for key, value in node.value:
            if isinstance(value, yaml.SequenceNode):
                value, found = _omit(value, names)
                gone |= found
            pairs.append((key, value))
        return yaml.MappingNode(node.tag, pairs, node.start_mark, node.end_mark), gone
    return node, gone
