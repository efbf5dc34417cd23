"""What the office client says when its station cannot be opened: the reason, in both languages."""

from __future__ import annotations

import sys

from shubbak.domain.text import Language
from shubbak.resources import load_wording

#: EX_CONFIG (sysexits.h): starting again by itself would not help.
NOT_READY = 78


def say_closed(code: str) -> int:
    """Print why the counter stays closed; `code` is a problem code. Returns the exit code."""
    wording = load_wording()
    key, known = f"problem.{code}", wording.keys()
    for language in (Language.EN, Language.AR):
        reason = wording.say(key, language) if key in known else code
        print(f"office: {reason}", file=sys.stderr)
    return NOT_READY
