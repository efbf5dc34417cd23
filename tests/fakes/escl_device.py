"""A network scanner in this process: it speaks eSCL as HP's devices do, and fails in every way that was met.

What it says follows two real devices' documents, element by element; sane-airscan, which is somebody else's work, scans
from it in tests/contract/test_escl_device.py.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np

SCAN, PWG = "http://schemas.hp.com/imaging/escl/2011/05/03", "http://www.pwg.org/schemas/2010/12/sm"
NAMES = {"scan": SCAN, "pwg": PWG}
RESOLUTIONS = (75, 100, 200, 300)
WIDEST, LONGEST = 2550, 3508

HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<scan:{{0}} xmlns:scan="{SCAN}" xmlns:pwg="{PWG}">{{1}}</scan:{{0}}>'


def element(name: str, *content: object) -> str:
    return f"<{name}>{''.join(map(str, content))}</{name}>"


def input_caps(name: str) -> str:
    formats = ("image/jpeg", "application/pdf")
    profile = element(
        "scan:SettingProfile",
        element("scan:ColorModes", *(element("scan:ColorMode", each) for each in ("RGB24", "Grayscale8"))),
        element("scan:ContentTypes", *(element("pwg:ContentType", each) for each in ("Photo", "Text", "TextAndPhoto"))),
        element(
            "scan:DocumentFormats",
            *(element("pwg:DocumentFormat", each) for each in formats),
            *(element("scan:DocumentFormatExt", each) for each in formats),
        ),
        element(
            "scan:SupportedResolutions",
            element(
                "scan:DiscreteResolutions",
                *(
                    element("scan:DiscreteResolution", *(element(f"scan:{axis}Resolution", dpi) for axis in "XY"))
                    for dpi in RESOLUTIONS
                ),
            ),
        ),
        element("scan:ColorSpaces", element("scan:ColorSpace", "sRGB")),
    )
    sides = (("MinWidth", 8), ("MaxWidth", WIDEST), ("MinHeight", 8), ("MaxHeight", LONGEST), ("MaxScanRegions", 1))
    return element(
        name,
        *(element(f"scan:{side}", value) for side, value in sides),
        element("scan:SettingProfiles", profile),
        element("scan:SupportedIntents", *(element("scan:Intent", each) for each in ("Document", "Photo"))),
        *(element(f"scan:MaxOptical{axis}Resolution", 300) for axis in "XY"),
    )


CAPABILITIES = HEAD.format(
    "ScannerCapabilities",
    element("pwg:Version", "2.63")
    + element("pwg:MakeAndModel", "Shubbak Sample MFP")
    + element("pwg:SerialNumber", "S-1")
    + element("scan:UUID", "564e4333-4b33-3938-3335-f43909f35bce")
    + element("scan:Platen", input_caps("scan:PlatenInputCaps"))
    + element(
        "scan:Adf",
        input_caps("scan:AdfSimplexInputCaps"),
        input_caps("scan:AdfDuplexInputCaps"),
        element("scan:FeederCapacity", 50),
        element("scan:AdfOptions", *(element("scan:AdfOption", each) for each in ("DetectPaperLoaded", "Duplex"))),
    ),
)


class Wrong(Exception):
    """The settings are none that this device offered."""


class EsclDevice:
    """Listens on 127.0.0.1. sheets: how many lie in the feeder; `fault` is what it does wrong, see `_Handler`.

    sent: the pages as they went out. asked: the settings of each job. gone: the jobs that were taken back.
    """

    def __init__(self, tls: tuple[Path, Path] | None = None) -> None:
        self.fault = ""
        self.sheets = 3
        self.end_status = 404
        self.sent: list[bytes] = []
        self.asked: list[dict[str, str]] = []
        self.gone: list[str] = []
        self.states: dict[str, str] = {}
        self.secrets: list[tuple[str, str]] = []
        self.let_go = threading.Event()
        self._plug = threading.Lock()  # a device that dies pulls its own plug, while a test may put it in again
        self.port = 0
        self.tls = tls
        self.plug_in()

    @property
    def address(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}/eSCL"

    def plug_in(self) -> None:
        """Begin to serve, at the same port as before."""
        with self._plug:
            self._serve()

    def _serve(self) -> None:
        device = self
        handler = type("Handler", (_Handler,), {"device": device})
        self._server = _Server(("127.0.0.1", self.port), handler)
        self.port = self._server.server_port
        if self.tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self.tls)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def unplug(self) -> None:
        """Be gone, with every connection that is open."""
        with self._plug:
            self.let_go.set()
            self._server.shutdown()
            self._server.hang_up()
            self._server.server_close()
            self._thread.join()
            self.let_go.clear()
            self.states.clear()

    def adf_state(self) -> str:
        faults = {"jam": "ScannerAdfJam", "cover": "ScannerAdfHatchOpen"}
        jammed = self.fault in faults and self.states
        return faults[self.fault] if jammed else "ScannerAdfLoaded" if self.sheets else "ScannerAdfEmpty"

    def status(self) -> str:
        """Return ScannerStatus: the newest job first."""
        jobs = (
            element(
                "scan:JobInfo",
                element("pwg:JobUri", path),
                element("pwg:JobUuid", path.rpartition("/")[2]),
                element("scan:Age", 1),
                element("pwg:ImagesCompleted", len(self.sent)),
                element("pwg:ImagesToTransfer", 0),
                element("scan:TransferRetryCount", 0),
                element("pwg:JobState", state),
                element("pwg:JobStateReasons", element("pwg:JobStateReason", "JobScanning")),
            )
            for path, state in reversed(self.states.items())
        )
        working = "Processing" in self.states.values()
        return HEAD.format(
            "ScannerStatus",
            element("pwg:Version", "2.63")
            + element("pwg:State", "Processing" if working else "Idle")
            + element("scan:AdfState", self.adf_state())
            + element("scan:Jobs", *jobs),
        )

    def begin(self, body: bytes) -> str:
        """Take a job; returns its path. Raises Wrong for settings that were not offered."""
        root = ElementTree.fromstring(body)
        region = root.find("pwg:ScanRegions/pwg:ScanRegion", NAMES)
        if root.tag != f"{{{SCAN}}}ScanSettings" or region is None:
            raise Wrong
        wish = {each.tag.partition("}")[2]: each.text or "" for each in (*root, *region)}
        if not (
            wish["InputSource"] in ("Platen", "Feeder")
            and wish["ColorMode"] in ("RGB24", "Grayscale8")
            and wish["XResolution"] == wish["YResolution"]
            and int(wish["XResolution"]) in RESOLUTIONS
            and wish["DocumentFormat"] == "image/jpeg"
            and wish["ContentRegionUnits"] == "escl:ThreeHundredthsOfInches"
            and 8 <= int(wish["Width"]) <= WIDEST
            and 8 <= int(wish["Height"]) <= LONGEST
        ):
            raise Wrong
        self.asked.append(wish)
        path = f"/eSCL/ScanJobs/{uuid.uuid4()}"
        self.states[path] = "Processing"
        return path

    def page(self, wish: dict[str, str]) -> bytes:
        """Return a new page of the size and colour that was asked for."""
        dpi = int(wish["XResolution"])
        if self.fault == "wrong-size":
            dpi //= 2
        size = (round(int(wish["Height"]) / 300 * dpi), round(int(wish["Width"]) / 300 * dpi))
        image = np.random.default_rng(len(self.sent)).integers(0, 255, (8, 8, 3), np.uint8)
        flags = cv2.IMREAD_COLOR if wish["ColorMode"] == "RGB24" else cv2.IMREAD_GRAYSCALE
        small = cv2.imdecode(cv2.imencode(".png", image)[1], flags)
        body = cv2.imencode(".jpg", cv2.resize(small, size[::-1], interpolation=cv2.INTER_NEAREST))[1].tobytes()
        return body[: len(body) // 2] if self.fault == "half-image" else body


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self._lines: list[socket.socket] = []

    def process_request(self, request: socket.socket, address: object) -> None:  # type: ignore[override]
        self._lines.append(request)
        super().process_request(request, address)  # type: ignore[arg-type]

    def hang_up(self) -> None:
        for line in self._lines:
            try:
                socket.socket.shutdown(line, socket.SHUT_RDWR)
            except OSError:
                continue

    def handle_error(self, *_: object) -> None:
        """A client that leaves in the middle is what is tried here."""


class _Handler(BaseHTTPRequestHandler):
    """One connection. Faults before a job: busy, conflict, denied, redirect, html, doctype, endless, stall, trickle,
    no-location. Faults of a page: html-page, half-page, half-image, wrong-size, stall-page, die, jam, cover,
    slow-start, early-end (says once that there is no more while it still feeds), broken, endless-page.
    """

    protocol_version = "HTTP/1.1"
    device: EsclDevice

    def log_message(self, *_: object) -> None:
        pass

    def _say(self, status: int, body: bytes = b"", kind: str = "text/xml", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _misbehave(self) -> bool:
        """Do what is wrong before there is a job; True when that was the answer."""
        fault = self.device.fault
        if fault == "stall":
            self.device.let_go.wait(20)
        elif fault == "trickle":
            while not self.device.let_go.wait(0.05):
                self.wfile.write(b"H")
        elif fault == "denied":
            self._say(401, WWW_Authenticate='Basic realm="scanner"')
        elif fault == "redirect":
            self._say(302, Location="http://127.0.0.1:1/eSCL")
        elif fault == "html":
            self._say(200, b"<html><body>Please sign in</body></html>", "text/html")
        elif fault == "doctype":
            self._say(200, b'<!DOCTYPE a [<!ENTITY b "c">]>' + CAPABILITIES.partition("\n")[2].encode())
        elif fault == "endless":
            self._say(200, b" " * 2_000_000)
        else:
            return False
        return True

    def do_GET(self) -> None:
        if self._misbehave():
            return
        if self.path == "/eSCL/ScannerCapabilities":
            self._say(200, CAPABILITIES.encode())
        elif self.path == "/eSCL/ScannerStatus":
            self._say(200, self.device.status().encode())
        elif self.path.endswith("/NextDocument"):
            self._next(self.path.removesuffix("/NextDocument"))
        else:
            self._say(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        device = self.device
        if device.fault == "busy":
            self._say(503, Retry_After="1")
        elif device.fault == "conflict" or (device.fault == "" and "Processing" in device.states.values()):
            self._say(409)
        else:
            try:
                path = device.begin(body)
            except (Wrong, KeyError, ValueError, ElementTree.ParseError):
                self._say(400)
                return
            place = "" if device.fault == "no-location" else f"http://127.0.0.1:{device.port}{path}"
            self._say(201, Location=place)

    def do_DELETE(self) -> None:
        known = self.device.states.get(self.path)
        if known:
            self.device.states[self.path] = "Canceled" if known == "Processing" else known
            self.device.gone.append(self.path)
        self._say(200 if known else 404)

    def _next(self, path: str) -> None:
        device, state = self.device, self.device.states.get(path)
        wish = device.asked[-1] if device.asked else {}
        fed = wish.get("InputSource") == "Feeder"
        if device.fault in ("jam", "cover") and (device.sent or not fed):
            device.states[path] = "Aborted"
            self._say(409)
        elif device.fault in ("slow-start", "early-end"):
            status, device.fault = (503 if device.fault == "slow-start" else 404), ""
            self._say(status, Retry_After="0")
        elif state != "Processing" or (fed and not device.sheets):
            if state == "Processing":
                device.states[path] = "Completed"
            self._say(device.end_status)
        else:
            self._page(path, wish, fed)

    def _page(self, path: str, wish: dict[str, str], fed: bool) -> None:
        device = self.device
        if device.fault == "stall-page":
            device.let_go.wait(20)
        elif device.fault == "broken":
            self._say(500)
        elif device.fault == "html-page":
            self._say(200, b"<html>Paper jam</html>", "image/jpeg")
        elif device.fault == "endless-page":
            self._endless()
        else:
            body = device.page(wish)
            device.sheets -= fed
            device.sent.append(body)
            if not fed:
                device.states[path] = "Completed"
            if device.fault in ("half-page", "die"):
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2])
                if device.fault == "die":
                    self.wfile.flush()
                    threading.Thread(target=device.unplug).start()
                    device.let_go.wait(5)
                self.close_connection = True
                return
            self._say(200, body, "image/jpeg")

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        until = time.monotonic() + 20
        while time.monotonic() < until and not self.device.let_go.is_set():
            self.wfile.write(b"10000\r\n" + bytes(0x10000) + b"\r\n")
