"""What came of trying a device, in sentences for the staff in front of it."""

from __future__ import annotations

from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.ports.devices import DeviceKind, DeviceReport, Search


def report_words(report: DeviceReport, wording: Wording, language: Language) -> tuple[str, str]:
    """Return what came of it and how that is drawn: "success", "warning" for a picture that is not good, "danger"."""
    if not report.ok:
        return fault_words(report.code, wording, language), "danger"
    if report.answer is not None:
        return wording.say(f"devices.chip_{report.answer}", language), "success"
    said = [_worked(report, wording, language)]
    if report.pixels is not None:
        width, height = (isolate(str(side)) for side in report.pixels)
        said.append(wording.say("devices.page", language, width=width, height=height))
    if report.faults:
        said.append(wording.say("devices.not_good", language))
        said += (fault_words(code, wording, language) for code in report.faults)
    elif report.faults is not None:
        said.append(wording.say("devices.good", language))
    return " ".join(said), "warning" if report.faults else "success"


def search_words(search: Search) -> tuple[str, ...]:
    """Return the keys of what staff are told of a search, () where its list says it all."""
    found = () if search.devices else ("devices.none_found",)
    return (*found, *(f"devices.fault.{code}" for code in search.problems))


def device_name(kind: DeviceKind, address: str, name: str, wording: Wording, language: Language) -> str:
    """Return what a device is called where it never said a name: what it is."""
    if name:
        return name
    any_chip = kind is DeviceKind.CHIP_READER and address == "pcsc:"
    return wording.say("devices.any_chip_reader" if any_chip else f"devices.kind.{kind}", language)


def fault_words(code: str, wording: Wording, language: Language) -> str:
    """Explain a code to staff, who cannot be told to go and ask the staff."""
    key = f"devices.fault.{code}"
    # What the visitor is told of a page names its number; here one page was taken.
    own = key in wording.keys()  # noqa: SIM118 - no mapping
    return wording.say(key if own else f"problem.{code}", language, page=isolate("1"))


def _worked(report: DeviceReport, wording: Wording, language: Language) -> str:
    seconds, size = isolate(f"{report.seconds:.1f}"), isolate(f"{report.size:,}")
    return wording.say("devices.works", language, seconds=seconds, size=size)
