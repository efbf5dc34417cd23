"""The frame of the staff's pages: one language at a time, Arabic unless English is asked for, no script at all."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from string import Template
from urllib.parse import urlencode

from fastapi import Request, Response

from portal.api.staff_door import Visitor
from portal.web.page_frame import SHARED_HEADERS, wording
from shubbak.domain.text import Language

_HEADERS = SHARED_HEADERS | {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
}
_FRAME = Template(
    """<!DOCTYPE html>
<html lang="$language" dir="$direction">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>$title</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/staff.css">
</head>
<body>
<header><div class="sheet">
<a class="brand" href="$home"><img src="/assets/icon.svg" alt="" width="32" height="32">$brand <span>$place</span></a>
<nav>$visitor<a href="$elsewhere" lang="$other" hreflang="$other">$other_name</a></nav>
</div></header>
<main class="sheet">
$body
</main>
</body>
</html>
"""
)


@dataclass(frozen=True, slots=True)
class Voice:
    """The language that a page speaks, and the links that keep it."""

    language: Language

    def say(self, key: str, **params: str) -> str:
        """Return a sentence of the fleet's, not yet escaped."""
        return wording().say(f"fleet.{key}", self.language, **params)

    def html(self, key: str, **params: str) -> str:
        """Return a sentence as HTML."""
        return escape(self.say(key, **params))

    def href(self, path: str, **query: str) -> str:
        """Return a link in this language, escaped for an attribute."""
        language = {} if self.language is Language.AR else {"lang": "en"}
        told = {name: value for name, value in query.items() if value} | language
        return escape(path + (f"?{urlencode(told)}" if told else ""))

    def hidden(self) -> str:
        """Return what a form carries so that its answer speaks this language."""
        return "" if self.language is Language.AR else '<input type="hidden" name="lang" value="en">'


def voice_of(request: Request, untrusted_language: str = "") -> Voice:
    """Return the language that was asked for, Arabic when none was."""
    asked = untrusted_language or request.query_params.get("lang", "")
    return Voice(Language.EN if asked == "en" else Language.AR)


def staff_page(
    voice: Voice, path: str, title: str, body: str, visitor: Visitor | None = None, status: int = 200, **query: str
) -> Response:
    """Return a whole page; `body` is HTML that is already escaped, `path` and `query` where the other language is."""
    other = Voice(voice.language.other)
    html = _FRAME.substitute(
        language=voice.language.value,
        direction="rtl" if voice.language.rtl else "ltr",
        title=escape(f"{title} · {voice.say('brand')}"),
        home=voice.href("/staff/fleet"),
        brand=voice.html("brand"),
        place=voice.html("place"),
        visitor=_visitor(voice, visitor),
        elsewhere=other.href(path, **query),
        other=other.language.value,
        other_name=other.html("arabic" if other.language.rtl else "english"),
        body=body,
    )
    return Response(html, status, _HEADERS, media_type="text/html; charset=utf-8")


def _visitor(voice: Voice, visitor: Visitor | None) -> str:
    if visitor is None:
        return ""
    return (
        f'<a href="{voice.href("/staff/fleet")}">{voice.html("stations.title")}</a>'
        f'<a href="{voice.href("/staff/cases")}">{voice.html("cases.title")}</a>'
        f'<bdi class="name">{escape(visitor.account.name)}</bdi>'
        f'<form method="post" action="/staff/sign-out">{form_fields(voice, visitor)}'
        f'<button class="quiet" type="submit">{voice.html("sign_out")}</button></form>'
    )


def form_fields(voice: Voice, visitor: Visitor) -> str:
    """Return what every form of somebody signed in carries."""
    return f'<input type="hidden" name="form" value="{escape(visitor.form_token)}">{voice.hidden()}'
