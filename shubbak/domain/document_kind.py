"""What is expected of each kind of document when it is scanned: sizes, limits, number of pages; as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: What a picture may look like; `Page.looks` says one of them or nothing.
LOOKS = ("card", "page", "photo")
_KEYS = {"sizes_mm", "looks", "pages", "sides", "zone", "limits"}


@dataclass(frozen=True, slots=True)
class PageLimits:
    """Where a fault begins.

    blurred_mm: width of an edge, as the standard deviation of its blur. glare: share of the page washed out. dark:
    brightness of the paper, 0 to 255. contrast: between print and paper. dpi and letter_px: dots an inch of the
    expected size, and pixels of the usual letter; a page is too small below both. blank: share of the page with ink.
    cut and covered: whether edges and fingers are looked for.
    """

    blurred_mm: float
    glare: float
    dark: float
    contrast: float
    dpi: float
    letter_px: float
    blank: float
    cut: bool
    covered: bool


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind. sizes_mm: longer and shorter side of each usual size, none for any. looks: what is taken for it.

    least_pages and most_pages: sides of cards count as pages. sides: how many belong to one thing. zone: whether its
    machine-readable zone is read to see that it has not expired.
    """

    name: str
    sizes_mm: tuple[tuple[float, float], ...]
    looks: tuple[str, ...]
    least_pages: int
    most_pages: int
    sides: int
    zone: bool
    limits: PageLimits

    @property
    def card(self) -> bool:
        """Whether it is a card or a booklet's page, of which several fit on one glass."""
        return self.looks == ("card",)

    @property
    def pictured(self) -> bool:
        """Whether it is a photograph in the first place, which has no edges of paper and no lines."""
        return self.looks[0] == "photo"


DocumentKinds = Mapping[str, DocumentKind]


def read_document_kinds(tree: object) -> DocumentKinds:
    """Read `resources/documents/kinds.yaml`; raises ValueError that names the kind and what is wrong with it."""
    if not isinstance(tree, dict) or set(tree) != {"usual", "kinds"} or not isinstance(tree["kinds"], dict):
        raise ValueError("documents: the file needs `usual` limits and `kinds`")
    usual = _mapping(tree["usual"], "usual")
    return MappingProxyType({str(name): _kind(str(name), node, usual) for name, node in tree["kinds"].items()})


def _kind(name: str, node: object, usual: Mapping[str, object]) -> DocumentKind:
    said = _mapping(node, name)
    strange = set(said) - _KEYS
    if strange:
        raise ValueError(f"documents: {name}: unknown setting {min(strange)}; known are {', '.join(sorted(_KEYS))}")
    looks = said.get("looks")
    if not isinstance(looks, list) or not looks or not set(looks) <= set(LOOKS):
        raise ValueError(f"documents: {name}: looks is a list of {', '.join(LOOKS)}")
    pages = said.get("pages")
    if not isinstance(pages, list) or len(pages) != 2 or not all(type(each) is int for each in pages):
        raise ValueError(f"documents: {name}: pages is a list of the least and the most")
    if not 1 <= pages[0] <= pages[1] <= 200:
        raise ValueError(f"documents: {name}: pages go from 1 to 200, the least first")
    sides, zone = said.get("sides", 1), said.get("zone", False)
    if sides not in (1, 2) or not isinstance(zone, bool):
        raise ValueError(f"documents: {name}: sides is 1 or 2, and zone is true or false")
    limits = _limits(name, {**usual, **_mapping(said.get("limits", {}), name)})
    return DocumentKind(
        name, _sizes(name, said.get("sizes_mm", [])), tuple(looks), pages[0], pages[1], sides, zone, limits
    )


def _mapping(node: object, name: str) -> dict[str, object]:
    if not isinstance(node, dict):
        raise ValueError(f"documents: {name}: settings with their values are expected here")
    return {str(key): value for key, value in node.items()}


def _sizes(name: str, node: object) -> tuple[tuple[float, float], ...]:
    if not isinstance(node, list):
        raise ValueError(f"documents: {name}: sizes_mm is a list of [longer, shorter]")
    sizes = []
    for each in node:
        if not isinstance(each, list) or len(each) != 2 or not all(isinstance(side, int | float) for side in each):
            raise ValueError(f"documents: {name}: a size is [longer, shorter] in millimetres")
        if not 1500 >= each[0] >= each[1] >= 10:
            raise ValueError(f"documents: {name}: a size is [longer, shorter], from 10 to 1500 millimetres")
        sizes.append((float(each[0]), float(each[1])))
    return tuple(sizes)


def _limits(name: str, said: Mapping[str, object]) -> PageLimits:
    known = PageLimits.__dataclass_fields__
    if set(said) != set(known):
        wrong = min(set(said) ^ set(known))
        raise ValueError(f"documents: {name}: limits: {wrong} is {'unknown' if wrong in said else 'missing'}")
    for key, value in said.items():
        expected = bool if key in ("cut", "covered") else (int, float)
        if not isinstance(value, expected) or (expected is not bool and (isinstance(value, bool) or value < 0)):
            raise ValueError(
                f"documents: {name}: limits: {key} is {'true or false' if expected is bool else 'a number'}"
            )
    numbers = {key: float(str(value)) for key, value in said.items() if not isinstance(value, bool)}
    return PageLimits(**numbers, cut=said["cut"] is True, covered=said["covered"] is True)
