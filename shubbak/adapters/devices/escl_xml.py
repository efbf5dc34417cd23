"""What an eSCL scanner says of itself and what it is asked, as XML: the capabilities, the status, the settings.

Names and order as HP's and Kyocera's devices send them and as sane-airscan asks; see docs/decisions/040-scanners.md
for what they were checked against.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shubbak.adapters.devices.strict_xml import Element, XmlRefusedError, read_xml
from shubbak.ports.scanner import ScanMode, ScanSource, ScanWish

SCAN = "http://schemas.hp.com/imaging/escl/2011/05/03"
PWG = "http://www.pwg.org/schemas/2010/12/sm"
_PREFIXES = {SCAN: "scan", PWG: "pwg"}

_PLACES = {
    ScanSource.FLATBED: ("scan:Platen", "scan:PlatenInputCaps"),
    ScanSource.FEEDER: ("scan:Adf", "scan:AdfSimplexInputCaps"),
    ScanSource.DUPLEX: ("scan:Adf", "scan:AdfDuplexInputCaps"),
}
_NEXT_BEST = {
    ScanSource.FLATBED: (ScanSource.FLATBED, ScanSource.FEEDER, ScanSource.DUPLEX),
    ScanSource.FEEDER: (ScanSource.FEEDER, ScanSource.DUPLEX, ScanSource.FLATBED),
    ScanSource.DUPLEX: (ScanSource.DUPLEX, ScanSource.FEEDER, ScanSource.FLATBED),
}
_MODES = {
    ScanMode.COLOUR: ("RGB24", "Grayscale8"),
    ScanMode.GREY: ("Grayscale8", "RGB24"),
    # JPEG has no black and white; grey is asked for and whoever wants two tones makes them.
    ScanMode.LINE: ("Grayscale8", "RGB24"),
}
_FORMATS = ("image/jpeg", "image/png")
#: Dots per inch beyond which a device is not believed.
_FINEST = 9600
_ADF_TROUBLES = {
    "ScannerAdfEmpty": "scanner-empty",
    "ScannerAdfJam": "scanner-jammed",
    "ScannerAdfMispick": "scanner-jammed",
    "ScannerAdfMultipickDetected": "scanner-jammed",
    "ScannerAdfDuplexPageTooShort": "scanner-jammed",
    "ScannerAdfDuplexPageTooLong": "scanner-jammed",
    "ScannerAdfInputTrayFailed": "scanner-jammed",
    "ScannerAdfInputTrayOverloaded": "scanner-jammed",
    "ScannerAdfHatchOpen": "scanner-cover-open",
    "ScannerAdfDoorOpen": "scanner-cover-open",
}


@dataclass(frozen=True, slots=True)
class InputCaps:
    """What one source can: its largest area in 1/300 inch (0: it does not say), modes, resolutions, formats."""

    width: int
    height: int
    modes: frozenset[str]
    resolutions: tuple[int, ...]
    lowest: int
    highest: int
    formats: frozenset[str]
    formats_ext: frozenset[str]

    def resolution(self, dpi: int) -> int:
        """Return the resolution that is nearest to the wish."""
        if self.resolutions:
            return min(self.resolutions, key=lambda known: (abs(known - dpi), -known))
        return min(max(dpi, self.lowest), self.highest) if self.highest else dpi


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of a device for a wish, all of which it said it can: the area in 1/300 inch."""

    source: ScanSource
    mode: str
    dpi: int
    width: int
    height: int
    media_type: str
    says_ext: bool

    @property
    def pixels(self) -> tuple[float, float]:
        return self.width / 300 * self.dpi, self.height / 300 * self.dpi


@dataclass(frozen=True, slots=True)
class Capabilities:
    """A scanner's sources."""

    sources: dict[ScanSource, InputCaps]

    def job(self, wish: ScanWish) -> Job:
        """Return the job that comes nearest to a wish; raises XmlRefusedError where the device has no source at all."""
        source = next((each for each in _NEXT_BEST[wish.source] if each in self.sources), None)
        if source is None:
            raise XmlRefusedError
        caps = self.sources[source]
        width, height = (round(side / 25.4 * 300) for side in wish.area.value)
        return Job(
            source=source,
            mode=next((mode for mode in _MODES[wish.mode] if mode in caps.modes), _MODES[wish.mode][0]),
            dpi=caps.resolution(wish.dpi),
            width=min(width, caps.width or width),
            height=min(height, caps.height or height),
            media_type=next((each for each in _FORMATS if each in caps.formats | caps.formats_ext), _FORMATS[0]),
            says_ext=bool(caps.formats_ext),
        )


@dataclass(frozen=True, slots=True)
class Status:
    """What a scanner says of itself now. job_states: by the path of the job's address."""

    state: str
    adf_state: str
    job_states: dict[str, str]

    def trouble(self, *, fed: bool) -> str:
        """Return the problem code that it admits to, "" for none. A feeder's state matters to who uses the feeder."""
        if fed and self.adf_state in _ADF_TROUBLES:
            return _ADF_TROUBLES[self.adf_state]
        return {"Processing": "scanner-busy", "Testing": "scanner-busy", "Stopped": "scanner-gone"}.get(self.state, "")


def read_capabilities(untrusted_body: bytes) -> Capabilities:
    """Raises XmlRefusedError for what is no ScannerCapabilities."""
    root = _root(untrusted_body, "scan:ScannerCapabilities")
    shared = {
        each.attributes.get("name", ""): each for each in root.every("scan:SettingProfiles", "scan:SettingProfile")
    }
    sources = {
        source: _caps(element, shared) for source, place in _PLACES.items() for element in list(root.every(*place))[:1]
    }
    return Capabilities(sources)


def read_status(untrusted_body: bytes) -> Status:
    """Raises XmlRefusedError for what is no ScannerStatus."""
    root = _root(untrusted_body, "scan:ScannerStatus")
    jobs = {job.first("pwg:JobUri"): job.first("pwg:JobState") for job in root.every("scan:Jobs", "scan:JobInfo")}
    return Status(root.first("pwg:State"), root.first("scan:AdfState"), jobs)


def settings(job: Job) -> bytes:
    """Return the ScanSettings of a job, with the area always named: devices' own is wider than A4."""
    fields = [
        ("pwg:InputSource", "Platen" if job.source is ScanSource.FLATBED else "Feeder"),
        ("scan:ColorMode", job.mode),
        ("pwg:DocumentFormat", job.media_type),
        ("scan:DocumentFormatExt", job.media_type if job.says_ext else ""),
        ("scan:XResolution", str(job.dpi)),
        ("scan:YResolution", str(job.dpi)),
        ("scan:Duplex", "" if job.source is ScanSource.FLATBED else str(job.source is ScanSource.DUPLEX).lower()),
    ]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<scan:ScanSettings xmlns:pwg="{PWG}" xmlns:scan="{SCAN}">'
        "<pwg:Version>2.0</pwg:Version><pwg:ScanRegions><pwg:ScanRegion>"
        "<pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>"
        f"<pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset><pwg:Width>{job.width}</pwg:Width>"
        f"<pwg:Height>{job.height}</pwg:Height></pwg:ScanRegion></pwg:ScanRegions>"
        + "".join(f"<{name}>{value}</{name}>" for name, value in fields if value)
        + "</scan:ScanSettings>"
    ).encode()


def _root(untrusted_body: bytes, name: str) -> Element:
    root = read_xml(untrusted_body, _PREFIXES)
    if root.name != name:
        raise XmlRefusedError
    return root


def _caps(element: Element, shared: dict[str, Element]) -> InputCaps:
    """A source's own profiles count; one may name a shared profile, and one without any means all shared ones."""
    own = [
        shared.get(each.attributes.get("ref", ""), each)
        for each in element.every("scan:SettingProfiles", "scan:SettingProfile")
    ]
    profiles = own or list(shared.values())
    spans = list(_spans(profiles))
    return InputCaps(
        width=element.number("scan:MaxWidth"),
        height=element.number("scan:MaxHeight"),
        modes=_texts(profiles, "scan:ColorModes", "scan:ColorMode"),
        resolutions=tuple(sorted(_resolutions(profiles))),
        lowest=min((low for low, _ in spans), default=0),
        highest=max((high for _, high in spans), default=0),
        formats=_texts(profiles, "scan:DocumentFormats", "pwg:DocumentFormat"),
        formats_ext=_texts(profiles, "scan:DocumentFormats", "scan:DocumentFormatExt"),
    )


def _texts(profiles: list[Element], *path: str) -> frozenset[str]:
    return frozenset(found.text for profile in profiles for found in profile.every(*path))


def _resolutions(profiles: list[Element]) -> set[int]:
    """Only those with as many dots across as down are of use."""
    path = ("scan:SupportedResolutions", "scan:DiscreteResolutions", "scan:DiscreteResolution")
    pairs = (
        (found.number("scan:XResolution"), found.number("scan:YResolution"))
        for profile in profiles
        for found in profile.every(*path)
    )
    return {across for across, down in pairs if across == down and 0 < across <= _FINEST}


def _spans(profiles: list[Element]) -> Iterator[tuple[int, int]]:
    for profile in profiles:
        for span in profile.every("scan:SupportedResolutions", "scan:ResolutionRange", "scan:XResolutionRange"):
            lowest, highest = span.number("scan:Min"), min(span.number("scan:Max"), _FINEST)
            if 0 < lowest <= highest:
                yield lowest, highest
