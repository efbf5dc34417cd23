"""The export is sound CPSV-AP: every shipped service conforms to the shapes, and one with a part missing does not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from service_samples import SOUND

from shubbak.cli.main import main
from shubbak.forms.cpsv import cpsv_document
from shubbak.forms.load import load_service
from shubbak.resources import load_wording

SAMPLES = Path(__file__).parents[2] / "samples"
SHAPES = Graph().parse(SAMPLES / "cpsv_ap.ttl")
#: rdflib speaks to itself of what it will drop.
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning:rdflib", "ignore:.*is deprecated:DeprecationWarning"
)
ADDRESS = "https://city.example/"
CV = "http://data.europa.eu/m8g/"


def graph(document: dict[str, Any]) -> Graph:
    return Graph().parse(data=json.dumps(document), format="json-ld")


def faults(data: Graph) -> str:
    conforms, _, told = validate(data, shacl_graph=SHAPES)
    return "" if conforms else told


def sound() -> dict[str, Any]:
    text = SOUND.replace("category: licences", "category: licences\nlife_events: [renting]")
    document = cpsv_document([load_service(text, "a.yaml")], ADDRESS, load_wording())
    return json.loads(json.dumps(document))


def node(document: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(
        one for one in document["@graph"] if kind in ([one["type"]] if type(one["type"]) is str else one["type"])
    )


def without(kind: str, key: str) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        del node(document, kind)[key]

    return change


def with_value(kind: str, key: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        node(document, kind)[key] = value

    return change


def test_every_shipped_service_conforms(tmp_path: Path) -> None:
    into = tmp_path / "catalogue.jsonld"
    assert main(["services", "export", "--cpsv", "--into", str(into)]) == 0
    data = graph(json.loads(into.read_text(encoding="utf-8")))
    services = set(data.subjects(predicate=None, object=URIRef("http://purl.org/vocab/cpsv#PublicService")))
    assert len(services) >= 120
    assert faults(data) == ""


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(without("cpsv:PublicService", "dct:title"), id="service-without-name"),
        pytest.param(without("cpsv:PublicService", "dct:description"), id="service-without-description"),
        pytest.param(without("cpsv:PublicService", "dct:identifier"), id="service-without-identifier"),
        pytest.param(without("cpsv:PublicService", "cv:hasCompetentAuthority"), id="service-without-owner"),
        pytest.param(without("cv:PublicOrganisation", "skos:prefLabel"), id="organisation-without-label"),
        pytest.param(without("cv:PublicOrganisation", "dct:spatial"), id="organisation-without-place"),
        pytest.param(without("cv:Channel", "dct:identifier"), id="channel-without-identifier"),
        pytest.param(without("cpsv:Rule", "dct:description"), id="rule-without-description"),
        pytest.param(without("cv:Requirement", "dct:title"), id="requirement-without-name"),
        pytest.param(without("cv:EvidenceTypeList", "cv:specifiesEvidenceType"), id="list-without-evidence"),
        pytest.param(with_value("cv:Cost", "cv:hasValue", "10.000"), id="cost-that-is-a-text"),
        pytest.param(with_value("cv:Cost", "cv:currency", "KWD"), id="currency-that-is-no-concept"),
        pytest.param(with_value("cpsv:PublicService", "cv:processingTime", "2 days"), id="time-in-words"),
        pytest.param(with_value("cpsv:PublicService", "dct:title", "Service"), id="name-without-language"),
    ],
)
def test_a_service_with_a_part_missing_does_not_conform(change: Callable[[dict[str, Any]], None]) -> None:
    document = sound()
    assert faults(graph(document)) == ""
    change(document)
    assert faults(graph(document)) != ""


def test_both_languages_and_amounts_are_told() -> None:
    document = sound()
    service = node(document, "cpsv:PublicService")
    assert service["dct:title"] == [
        {"@value": "خدمة", "@language": "ar"},
        {"@value": "Service", "@language": "en"},
    ]
    data = graph(document)
    cost = URIRef(f"{ADDRESS}service/kw.test.sound/cost/licence")
    value = data.value(cost, URIRef(f"{CV}hasValue"))
    assert isinstance(value, Literal)
    assert (value.toPython(), data.value(cost, URIRef(f"{CV}currency"))) == (
        10.0,
        URIRef("http://publications.europa.eu/resource/authority/currency/KWD"),
    )
    worked_out = URIRef(f"{ADDRESS}service/kw.test.sound/cost/space")
    assert data.value(worked_out, URIRef(f"{CV}hasValue")) is None


def test_a_cost_of_a_later_step_names_it() -> None:
    pay = '- {id: pay, kind: payment, title: {ar: "تسديد", en: "Pay up"}, role: applicant, fees: [space]}'
    text = SOUND.replace("role: clerk, hours: 4}\n", f"role: clerk, hours: 4}}\n    {pay}\n")
    document = cpsv_document([load_service(text, "a.yaml")], ADDRESS, load_wording())
    costs = {one["id"].rpartition("/")[2]: one for one in document["@graph"] if one["type"] == "cv:Cost"}
    assert [words["@value"] for words in costs["space"]["dct:description"]] == [
        "مساحة (تُدفع لاحقًا: تسديد)",
        "Space (Due later: Pay up)",
    ]
    assert [words["@value"] for words in costs["licence"]["dct:description"]] == ["رسم", "Fee"]


def test_an_alternative_is_an_evidence_type_of_its_list() -> None:
    document = sound()
    kinds = node(document, "cv:EvidenceTypeList")["cv:specifiesEvidenceType"]
    assert [kind["id"].rpartition("/")[2] for kind in kinds] == ["plan", "sketch"]


def test_a_folder_that_is_not_sound_is_not_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text(SOUND.replace("icon: shop", "icon: moon"), encoding="utf-8")
    assert main(["services", "export", "--cpsv", "--from", str(tmp_path)]) == 1
    assert '"moon" is not one of' in capsys.readouterr().err
