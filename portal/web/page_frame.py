"""The frame of every public page: Arabic first and right to left, the English beneath it, no script needed."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from fastapi import Response

from shubbak import resources
from shubbak.domain.text import Language, Text
from shubbak.domain.wording import Wording

ASSETS = Path(__file__).resolve().parent / "assets"
#: What every page carries, the staff's too; each frame adds what it may load.
SHARED_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
_HEADERS = SHARED_HEADERS | {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
_FRAME = Template(
    """<!DOCTYPE html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>$title</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/portal.css">
</head>
<body>
<header><div class="sheet">
<a href="/"><img src="/assets/icon.svg" alt="" width="40" height="40">$brand</a>
</div></header>
<main class="sheet">
$body
</main>
<footer><div class="sheet">$footer</div></footer>
</body>
</html>
"""
)


@cache
def wording() -> Wording:
    """Return the product's sentences, read once."""
    return resources.load_wording()


@cache
def stylesheet(name: str = "portal.css") -> str:
    """Return a style sheet with the theme's colours put in (old phones know no CSS variables)."""
    theme = json.loads((resources.root() / "theme" / "theme.json").read_text(encoding="utf-8"))
    return Template((ASSETS / name).read_text(encoding="utf-8")).substitute(theme["colours"]["light"])


def say(key: str, **params: Text) -> Text:
    """Return a sentence of the portal's in both languages, its values each in the sentence's language."""
    return Text(
        *(
            wording().say(f"portal.{key}", language, **{name: text.say(language) for name, text in params.items()})
            for language in (Language.AR, Language.EN)
        )
    )


def both(text: Text, tag: str = "p", kind: str = "") -> str:
    """Return a sentence as two elements, Arabic and then English."""
    classes = f"{kind} en".strip()
    arabic = f'<{tag} class="{kind}">' if kind else f"<{tag}>"
    return (
        f"{arabic}{escape(text.ar)}</{tag}>"
        f'<{"p" if tag == "h1" else tag} class="{classes}" lang="en" dir="ltr">{escape(text.en)}'
        f"</{'p' if tag == 'h1' else tag}>"
    )


def page(title: Text, body: str) -> Response:
    """Return a whole page; `body` is HTML that is already escaped."""
    html = _FRAME.substitute(
        title=escape(f"{title.ar} · {title.en}"),
        brand=f'<span>{escape(say("brand").ar)} <span lang="en">{escape(say("brand").en)}</span></span>',
        body=body,
        footer=both(say("footer")),
    )
    return html_answer(html)


def html_answer(html: str) -> Response:
    """Answer HTML with the headers that keep foreign scripts out and codes out of referrers."""
    return Response(html, media_type="text/html; charset=utf-8", headers=_HEADERS)
