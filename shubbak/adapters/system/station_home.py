"""The station's folder: where its memory, its identity and the simulated devices' notes lie."""

from __future__ import annotations

import os
from pathlib import Path


class StationHome:
    """The layout below one folder, which is made with mode 0700 when something is first put into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "station.sqlite"
        self.identity = folder / "identity.json"
        #: The store's key, where no TPM has it; else what the TPM sealed.
        self.store_key = folder / "store.key"
        self.store_key_tpm = folder / "store-key.tpm"
        self.updates = folder / "updates"
        self.operators = folder / "operators.json"
        #: Which device has which role, as staff chose, and the certificates of network devices as first seen.
        self.chosen_devices = folder / "devices.json"
        self.device_pins = folder / "device-pins.json"
        #: The municipality's land, as it was last imported.
        self.cadastre = folder / "cadastre.gpkg"
        #: The states' authorities that vouch for chips, one folder a state; absent where nobody is believed.
        self.chip_trust = folder / "trust"
        #: What the municipality changed on its receipts and slips.
        self.receipts = folder / "receipts"
        #: Present only where the private office issues tax invoices here: its settings, its secrets and its book.
        self.tax_invoice = folder / "tax-invoice.yaml"
        self.tax_invoice_secret = folder / "tax-invoice-secret.yaml"
        self.tax_invoice_book = folder / "tax-invoices.sqlite"
        self.terminal_journal = folder / "simulated-terminal.jsonl"

    def make(self) -> None:
        """Make the folder, readable by its owner alone."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)


def station_home(folder: str | Path = "") -> StationHome:
    """Return the station's home: the folder given, else SHUBBAK_HOME, else `var/station` below the working folder."""
    return StationHome(Path(folder or os.environ.get("SHUBBAK_HOME") or Path("var") / "station").resolve())
