"""What draws plans at a station: its cadastre, the typesetter and the page printer at its address."""

from __future__ import annotations

import logging
from pathlib import Path

from shubbak.adapters.system.station_home import StationHome
from shubbak.domain.wording import Wording
from shubbak.ports.outputs import OutputShelf
from shubbak.ports.page_printer import PagePrinter
from shubbak.ports.plan_portal import PlanPortal
from shubbak.ports.portal import PortalError
from shubbak.ports.store import StoreError
from shubbak.resources import root
from shubbak.services.device_desk import UnknownAddressError
from shubbak.services.plan_issue import PlanDesk
from shubbak.services.plan_telling import PlanTrail, tell_plans
from shubbak.services.station_identity import StationIdentity
from shubbak.station.settings import StationSettings

log = logging.getLogger("shubbak.station")


def plan_desk(
    settings: StationSettings, home: StationHome, shelf: OutputShelf, identity: StationIdentity, wording: Wording
) -> PlanDesk | None:
    """Return what draws plans here, None for a station without a page printer; raises UnknownAddressError, and
    RuntimeError for a simulator in service.
    """
    if not settings.page_printer:
        return None
    # Geometry and typesetting take their time to be imported: only for stations that draw.
    from shubbak.adapters.cadastre.gpkg_cadastre import GpkgCadastre
    from shubbak.adapters.paper.typst_engine import TypstEngine

    return PlanDesk(
        cadastre=GpkgCadastre(settings.cadastre or home.cadastre),
        typesetter=TypstEngine(root() / "outputs", root() / "fonts"),
        printer=_page_printer(settings, home),
        shelf=shelf,
        identity=identity,
        wording=wording,
    )


def tell_of_plans(store: PlanTrail, portal: PlanPortal, key_id: int) -> None:
    """Tell the portal which plans were issued here since the last time; one that is away hears of them later."""
    try:
        tell_plans(store, portal, key_id)
    except (PortalError, StoreError) as error:
        log.info("the portal was not told of plans: %s", error.code)


def _page_printer(settings: StationSettings, home: StationHome) -> PagePrinter:
    kind, _, rest = settings.page_printer.partition(":")
    if kind == "simulated":
        from shubbak.adapters.devices.simulated_page_printer import PaperTray, SimulatedPagePrinter

        folder = Path(rest) if rest else home.folder / "printed"
        return SimulatedPagePrinter(PaperTray(folder=folder), development=settings.development)
    from shubbak.adapters.devices.pin_file import PinFile

    pins = PinFile(home.device_pins)
    if kind in ("ipp", "ipps"):
        from shubbak.adapters.devices.ipp_printer import IppPrinter

        return IppPrinter(settings.page_printer, pins)
    if kind == "cups" and rest:
        from shubbak.adapters.devices.cups_printer import CupsPrinter

        return CupsPrinter(f"ipp://localhost/printers/{rest}", pins)
    raise UnknownAddressError(settings.page_printer)
