"""`shubbak services draw ID`: a service's procedure as a picture that a clerk understands."""

from __future__ import annotations

import argparse
from pathlib import Path

from shubbak.cli.service_files import find_service, say
from shubbak.domain.text import Language
from shubbak.forms.service import Service
from shubbak.resources import load_wording, root

_FORMATS = (".png", ".svg", ".pdf")


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `draw`."""
    draw = verbs.add_parser("draw", help="draw a service's procedure as a picture")
    draw.add_argument("service", metavar="ID")
    draw.add_argument("--from", dest="folder", metavar="DIR", type=Path, default=root() / "services")
    draw.add_argument("--language", choices=[language.value for language in Language], default="ar")
    draw.add_argument("--into", metavar="FILE", type=Path, help="a .png, .svg or .pdf; ID.png without it")
    draw.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the picture and print its name; return 1 where there is nothing to draw."""
    service = find_service(arguments.folder, arguments.service)
    if service is None:
        return 1
    into: Path = arguments.into or Path(f"{service.id}.png")
    if into.suffix not in _FORMATS:
        say(f"the picture can be one of {', '.join(_FORMATS)}", error=True)
        return 1
    _draw(service, Language(arguments.language), into)
    say(str(into))
    return 0


def _draw(service: Service, language: Language, into: Path) -> None:
    # Qt is only loaded by who draws.
    from shubbak.qtkit.offscreen import offscreen_application
    from shubbak.qtkit.picture_file import paint_file
    from shubbak.qtkit.procedure_drawing import WIDTH, ProcedureDrawing

    offscreen_application()
    drawing = ProcedureDrawing(service, load_wording(), language)
    paint_file(into, WIDTH, drawing.height, drawing.draw)
