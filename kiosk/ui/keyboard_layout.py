"""Which keys stand where on the on-screen keyboard, as data; a row reads from left to right in either language.

A key is what it types, or an action in angle brackets; `:2` behind it makes it two units wide. Arabic follows the
order of the physical keyboards people know, with the letters they hunt for (أ إ آ ة ى ء ؤ ئ) on the first layer.
"""

from __future__ import annotations

from dataclasses import dataclass

ACTIONS = {"back", "clear", "done", "enter", "hide", "language", "letters", "shift", "space", "symbols"}


@dataclass(frozen=True, slots=True)
class Key:
    """One key: `text` is typed, or `action` is done; `span` is its width in units."""

    text: str
    action: str
    span: float


@dataclass(frozen=True, slots=True)
class Layout:
    """One face of the keyboard. `columns` units fill its width; a `pad` is a block of digits in the middle."""

    name: str
    language: str
    columns: int
    rows: tuple[tuple[Key, ...], ...]
    pad: bool = False


def _key(token: str) -> Key:
    face, _, span = token.rpartition(":") if token[-1].isdigit() and ":" in token[1:] else (token, "", "1")
    if face.startswith("<") and face.endswith(">"):
        assert face[1:-1] in ACTIONS, face
        return Key("", face[1:-1], float(span))
    return Key(face, "", float(span))


def _layout(name: str, language: str, columns: int, *rows: str, pad: bool = False) -> Layout:
    return Layout(name, language, columns, tuple(tuple(_key(token) for token in row.split()) for row in rows), pad)


_AR_LETTERS = (
    "ض ص ث ق ف غ ع ه خ ح ج",
    "ش س ي ب ل ا ت ن م ك ط",
    "ئ ء ؤ ر لا ى ة و ز ظ د",
    "أ إ آ ذ ، . - / <back>:3",
)
_EN_LETTERS = (
    "1 2 3 4 5 6 7 8 9 0",
    "q w e r t y u i o p",
    "a s d f g h j k l",
    "<shift>:1.5 z x c v b n m <back>:1.5",
)
_DIGITS = ("1 2 3 <back>", "4 5 6 <clear>", "7 8 9 <hide>")

LAYOUTS = {
    each.name: each
    for each in (
        _layout("ar", "ar", 11, *_AR_LETTERS, "<symbols>:1.5 <language>:2 <space>:4 <hide>:1.5 <done>:2"),
        _layout("ar-lines", "ar", 11, *_AR_LETTERS, "<symbols>:1.5 <language>:2 <space>:4 <enter>:1.5 <done>:2"),
        _layout(
            "ar-symbols",
            "ar",
            11,
            "1 2 3 4 5 6 7 8 9 0 %",
            "؟ ! ؛ : « » ( ) [ ] …",
            '- _ / \\ + × = * # @ "',
            "& ' ، . ° ² ³ – <back>:3",
            "<letters>:1.5 <language>:2 <space>:4 <hide>:1.5 <done>:2",
        ),
        _layout("en", "en", 10, *_EN_LETTERS, "<symbols>:1.2 <language>:1.8 - <space>:2.2 . <hide>:1 <done>:1.8"),
        _layout(
            "en-lines", "en", 10, *_EN_LETTERS, "<symbols>:1.2 <language>:1.8 - <space>:2.2 . <enter>:1 <done>:1.8"
        ),
        _layout("email", "en", 10, *_EN_LETTERS, "@:1.4 _ - .:1.2 .com:1.6 <hide>:1.6 <done>:2.2"),
        _layout(
            "en-symbols",
            "en",
            10,
            "1 2 3 4 5 6 7 8 9 0",
            "? ! ; : ( ) [ ] < >",
            "- _ / \\ + = * # @ %",
            "& ' \" , . ° ² <back>:3",
            "<letters>:1.2 <language>:1.8 <space>:4.2 <hide>:1 <done>:1.8",
        ),
        _layout("digits", "", 4, *_DIGITS, "0:3 <done>", pad=True),
        _layout("numbers", "", 4, *_DIGITS, "<letters> 0 / <done>", pad=True),
        _layout("decimal", "", 4, *_DIGITS, "0:2 . <done>", pad=True),
        _layout("phone", "", 4, *_DIGITS, "+ 0:2 <done>", pad=True),
    )
}
