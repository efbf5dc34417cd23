"""The verify page in a real browser: what it proves, on new phones and on old ones, and that the code stays there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fakes import chromium
from fakes.chromium import Chromium
from fakes.portal_on_loopback import on_loopback
from verify_papers import verify_papers

#: Resolves once the page has said something, with what a reader sees of it.
SAID = """new Promise(resolve => {
  const shown = id => document.getElementById(id).offsetParent ? document.getElementById(id).innerText.trim() : '';
  const found = () => !shown('waiting') && shown('verdict') + shown('unreachable') &&
    resolve(shown('verdict') + shown('unreachable'));
  new MutationObserver(found).observe(document.body, {attributes: true, childList: true, subtree: true});
  found();
})"""
OLD_PHONE = (Path(chromium.__file__).parent / "old_phone.js").read_text(encoding="utf-8")
NO_SUBTLE = "Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined});"
NO_TYPED_ARRAYS = "delete window.Uint8Array; delete window.Float64Array;"
TITLES = {
    "accepted": ("إيصال صحيح", "A genuine receipt"),
    "received": ("إيصال صحيح، والطلب قيد التدقيق", "A genuine receipt; the application is being looked at"),
    "under way": ("إيصال صحيح، ولم يصل الطلب بعد", "A genuine receipt; the application is not here yet"),
    "void": ("إيصال ملغى", "This receipt is void"),
    "differs": ("لا يطابق ما لدى البوابة", "This does not match the portal's record"),
    "forged": ("لم يثبت شيء", "The code's signature is wrong"),
    "key ended": ("لم يثبت شيء", "The signing key was not valid on the receipt's date"),
    "output": ("وثيقة صحيحة", "A genuine document"),
    "output void": ("وثيقة ملغاة", "This document is void"),
    "output ended": ("وثيقة صحيحة انتهت مدتها", "A genuine document that is no longer valid"),
}


@dataclass
class Phone:
    """The browser at a page of the portal's, held like a small phone."""

    browser: Chromium
    origin: str
    codes: dict[str, str]

    def show(self, paper: str, before: str = "") -> str:
        """Open a paper's code, as its QR does, and return what the page says; `before` runs ahead of its scripts."""
        script = self.browser.ask("Page.addScriptToEvaluateOnNewDocument", source=before)["identifier"]
        self.browser.open(f"{self.origin}/v#{self.codes[paper]}")
        self.browser.ask("Page.removeScriptToEvaluateOnNewDocument", identifier=script)
        said: str = self.browser.find(SAID)
        return said

    def turn_to(self, paper: str) -> str:
        """Scan another paper while the page is open."""
        emptied = "document.querySelector('#verdict').innerHTML = '';"
        return str(self.browser.find(f"{emptied} location.hash = '{self.codes[paper]}'; {SAID}"))

    def asked(self) -> list[dict[str, Any]]:
        """Return every request since the page was opened, as it travelled: what stands behind a # does not."""
        happened = [event for event in self.browser.events if event["method"] == "Network.requestWillBeSent"]
        return [event["params"]["request"] | {"urlFragment": ""} for event in happened]

    def complaints(self) -> list[str]:
        """Return what the browser has against the page: refused scripts and styles, errors, exceptions."""
        kinds = ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
        return [json.dumps(event) for event in self.browser.events if event["method"] in kinds]


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    office, codes = verify_papers(tmp_path_factory.mktemp("portal"))
    with on_loopback(office) as port:
        browser = Chromium(tmp_path_factory.mktemp("chromium"))
        browser.ask("Emulation.setDeviceMetricsOverride", width=320, height=568, deviceScaleFactor=1, mobile=True)
        yield Phone(browser, f"http://127.0.0.1:{port}", codes)
        browser.close()
    office.close()


@pytest.mark.parametrize("paper", TITLES)
def test_every_paper_is_told_for_what_it_is_in_both_languages(phone: Phone, paper: str) -> None:
    said = phone.show(paper)
    assert all(title in said for title in TITLES[paper]), said
    assert phone.complaints() == []
    assert all(one["url"].startswith(f"{phone.origin}/") for one in phone.asked()), "asked of somebody else"
    assert phone.codes[paper] not in json.dumps(phone.asked())
    assert phone.browser.find("document.documentElement.scrollWidth") == 320, "it scrolls sideways"


def test_arabic_runs_from_the_right_and_english_from_the_left(phone: Phone) -> None:
    phone.show("accepted")
    lines = "[...document.querySelectorAll('#verdict h2, #verdict dd div')]"
    runs = phone.browser.find(f"{lines}.map(one => [one.lang, getComputedStyle(one).direction])")
    assert {tuple(one) for one in runs} == {("", "rtl"), ("en", "ltr")}
    fonts = "document.fonts.ready.then(() => [...document.fonts].map(font => font.status))"
    assert phone.browser.find(fonts) == ["loaded", "loaded"]


@pytest.mark.parametrize("before", [NO_SUBTLE, OLD_PHONE], ids=["without Web Crypto", "an old phone"])
def test_old_phones_come_to_the_same(phone: Phone, before: str) -> None:
    for paper in ("accepted", "forged", "output"):
        assert TITLES[paper][1] in phone.show(paper, before)
        assert phone.complaints() == []
        assert all(one["method"] == "GET" for one in phone.asked())


def test_a_phone_without_typed_arrays_has_the_portal_check(phone: Phone) -> None:
    assert "A genuine receipt" in phone.show("accepted", NO_TYPED_ARRAYS)
    assert [one["url"] for one in phone.asked() if one["method"] == "POST"] == [f"{phone.origin}/v"]


def test_offline_after_it_was_loaded_nothing_is_called_checked(phone: Phone) -> None:
    phone.show("accepted")
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    phone.browser.ask("Network.emulateNetworkConditions", **offline)
    said = phone.turn_to("void")
    assert "nothing was checked" in said and "genuine" not in said
    # Back on the line it goes on by itself.
    phone.browser.find("document.querySelector('#unreachable').hidden = true")
    phone.browser.ask("Network.emulateNetworkConditions", **offline | {"offline": False})
    assert "This receipt is void" in phone.browser.find(SAID)


def test_a_number_that_is_typed_in_is_answered_without_scripts(phone: Phone) -> None:
    phone.browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    phone.browser.open(f"{phone.origin}/v")
    phone.browser.ask("Emulation.setScriptExecutionDisabled", value=False)
    phone.browser.forget()
    phone.browser.find("document.querySelector('#code').value = 'K07-2026-000001-W'; document.forms[0].submit()")
    phone.browser.loaded()
    assert "mistyped" in phone.browser.find(SAID)
