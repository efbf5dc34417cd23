"""A key in the largest services, every condition of a page, the largest tariff: python benchmarks/one_key.py [RUNS].

A key is what the visit machine does when a sign is typed: it reads all answers again and settles what is shown. The
floor is one bare evaluation of one compiled condition. Times are the processor's.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date

from _figures import ROOT, runs, show
from _many_services import shipped
from cel_expr_python import cel
from fakes.clock import FakeClock

from shubbak.domain.fees import Situation
from shubbak.domain.text import Language
from shubbak.flow.events import AnswerGiven
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Stage, Step
from shubbak.forms.catalogue import Catalogue, load_catalogue
from shubbak.forms.facts import check_page, visible_fields
from shubbak.forms.fees import assess
from shubbak.forms.load import load_service
from shubbak.forms.load_examples import answers_of
from shubbak.forms.service import Condition, Page, Service

TIMES, DAY = 200, date(2026, 11, 22)
STALL = ROOT / "tests" / "samples" / "services" / "stall.yaml"
KEY, LONG = "a key in the largest service", "a key among 60 questions and conditions"
PAGE, TARIFF, BARE = "a page of most conditions checked", "the largest tariff worked out", "one bare evaluation"


def each(deed: Callable[[int], object]) -> float:
    """Return the milliseconds of one of many."""
    began = time.process_time()
    for number in range(TIMES):
        deed(number)
    return (time.process_time() - began) * 1000 / TIMES


def conditions(page: Page) -> Iterator[Condition]:
    """Return every condition that stands on a page."""
    found = [page.show_if, *(check.condition for check in page.checks)]
    for field in page.fields:
        found += [field.show_if, field.require_if, *(option.offer_if for option in field.options)]
    return (one for one in found if one is not None)


def questions(service: Service) -> int:
    return sum(len(page.fields) for page in service.pages)


def lines(service: Service) -> int:
    return sum(1 + len(fee.tiers) for fee in service.fees)


def a_key(catalogue: Catalogue, service: Service, raw: dict[str, str], field: str) -> Callable[[int], object]:
    """Return one key in a text of a visit in which `raw` was answered already."""
    machine = VisitMachine(catalogue, FakeClock(), Language.AR)
    machine.visit.service = service
    machine.visit.raw.update(raw)
    page = next(page for page in service.pages if any(one.id == field for one in page.fields))
    machine.visit.stage = Stage(Step.QUESTIONS, page.id)
    return lambda number: machine.handle(AnswerGiven(field, "سوق الخضار"[: number % 10 + 1]))


def sixty() -> tuple[Service, dict[str, str]]:
    """Return a service of sixty questions, each shown by the answer before it, and an answer to each."""
    pages = []
    for first in range(1, 61, 6):
        fields = [
            f"{{id: q{one}, kind: text, label: {{ar: سؤال, en: Question}}, show_if: q{one - 1} != ''}}"
            for one in range(first, first + 6)
        ]
        pages.append(f"  - {{id: p{first}, title: {{ar: صفحة, en: Page}}, fields: [{', '.join(fields)}]}}\n")
    text = STALL.read_text("utf-8").replace("id: holder", "id: q0").replace("holder:", "q0:")
    service = load_service(text.replace("fees:\n", f"{''.join(pages)}fees:\n", 1), "kw/sixty.yaml")
    return service, {f"q{one}": "كشك الخضار رقم 12" for one in range(61)}


def a_page(service: Service) -> Callable[[int], object]:
    """Return the check of the page with most conditions, everything typed that its example has."""
    page = max(service.pages, key=lambda one: len(list(conditions(one))))
    raw = dict(service.examples[-1].answers) if service.examples else {}
    return lambda _: (visible_fields(page, {}), check_page(service, page, raw, DAY))


def main() -> None:
    catalogue = load_catalogue(shipped(), 1)
    services = list(catalogue.services.values())
    largest = max((one for one in services if one.examples), key=questions)
    conditioned = max(services, key=lambda one: max(len(list(conditions(page))) for page in one.pages))
    tariff = max(services, key=lambda one: max([0, *(lines(one) for _ in one.examples)]))
    answers, _ = answers_of(tariff, tariff.examples[-1])
    long, raw = sixty()
    texts = [field.id for page in largest.pages for field in page.fields if field.kind in ("text", "number")]
    deeds = {
        KEY: a_key(catalogue, largest, dict(largest.examples[-1].answers), texts[0]),
        LONG: a_key(catalogue, long, raw, "q30"),
        PAGE: a_page(conditioned),
        TARIFF: lambda _: assess(tariff, answers, DAY, Situation("kiosk", "cash")),
        BARE: bare(),
    }
    timed: dict[str, list[float]] = {name: [] for name in deeds}
    for _ in range(runs(9)):
        for name, deed in deeds.items():
            timed[name].append(each(deed))
    told = {name: round(statistics.median(times) * 1000, 1) for name, times in timed.items()}
    show(
        "One key, one page, one tariff",
        timed,
        (LONG, BARE),
        microseconds=told,
        services=[largest.id, conditioned.id, tariff.id],
    )


def bare() -> Callable[[int], object]:
    program = cel.NewEnv(variables={"q": cel.Type.STRING}).compile("q != ''")
    return lambda _: program.eval(data={"q": "12"}).value()


if __name__ == "__main__":
    main()
