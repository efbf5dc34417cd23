"""Whether a page's shape says that the picture ends before the page does."""

from __future__ import annotations

from collections.abc import Sequence

from shubbak.adapters.scan.pages.edges import edge_place
from shubbak.domain.document_kind import DocumentKind
from shubbak.domain.page import Place

#: By how much a sheet with edges that meets the rim may be off its usual shape; drawn good ones were off by 0.02.
_OFF = 0.05
#: By how much a picture without a visible edge may be squarer or longer than every usual shape of its kind.
_SQUARER, _LONGER = 0.07, 0.15
#: What is as square as a camera's whole picture (5:4, and 4:3 for cards) or as long as one (16:9) may be one of a desk
#: on which no edge was seen, and says nothing.
_SQUAREST_PAGE, _SQUAREST_CARD, _LONGEST = 1.24, 1.31, 1.82
_WHOLE = Place(0.0, 0.0, 1.0, 1.0)


def cut_short(aspect: float, outlined: bool, rims: Sequence[str], kind: DocumentKind) -> Place | None:
    """Return where a page is cut by its shape, None where its shape says nothing.

    aspect: the longer side over the shorter. outlined: whether edges were seen. rims: the sides of the picture that the
    page meets. A sheet with edges is cut at the rim it meets when its shape is none of its kind; one without fills the
    picture, and is cut, nobody knows at which side, when it is squarer than every sheet and every camera, or a card
    longer. A long page may be a receipt.
    """
    usual = [longer / shorter for longer, shorter in kind.sizes_mm]
    if not usual or not rims:
        return None
    if outlined:
        return edge_place(rims[0]) if min(abs(aspect / each - 1) for each in usual) > _OFF else None
    if "photo" in kind.looks:
        return None
    squarest = min((1 - _SQUARER) * min(usual), _SQUAREST_CARD if kind.card else _SQUAREST_PAGE)
    longest = max((1 + _LONGER) * max(usual), _LONGEST)
    return _WHOLE if aspect < squarest or (kind.card and aspect > longest) else None
