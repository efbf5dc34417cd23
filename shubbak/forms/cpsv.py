"""The catalogue as CPSV-AP 3.2.0 in JSON-LD, with its own context, so that its readers need no network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeAlias

from shubbak.domain.money import EXPONENTS
from shubbak.domain.text import Text
from shubbak.forms.due import due_later
from shubbak.forms.service import DocumentNeed, FeeLine, LegalBasis, Service

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool"
Node: TypeAlias = dict[str, Json]

#: What happens in a person's life; the other events are those of a business.
_PEOPLE_EVENTS = frozenset(
    ("building_home", "owning_land", "renting", "working", "reporting_problem", "paying_dues", "proving_status")
)
_COUNTRIES = {"JO": "JOR", "OM": "OMN", "KW": "KWT", "SA": "SAU"}
_EU = "http://publications.europa.eu/resource/authority"
#: Where the words of a concept stand; those of the others stand with the export.
_WORDS = {"category": "find", "channel": "procedure"}
CONTEXT: Node = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "adms": "http://www.w3.org/ns/adms#",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
}


class Words(Protocol):
    """The words of the concepts that services name by a code: categories, events, channels."""

    def text(self, key: str) -> Text: ...


def cpsv_document(services: Iterable[Service], address: str, words: Words) -> Node:
    """Return the JSON-LD of these services. address: what the names of all things begin with, ending in "/"."""
    graph = _Graph(address, words)
    for service in services:
        graph.service(service)
    return {"@context": CONTEXT, "@graph": list(graph.nodes.values())}


class _Graph:
    """The nodes by their names; what several services share stands once."""

    def __init__(self, address: str, words: Words) -> None:
        self.nodes: dict[str, Node] = {}
        self._address = address
        self._words = words

    def service(self, service: Service) -> None:
        """Add one service and everything it names."""
        owner, area = self._owner(service), self._country(service.country)
        events: list[Json] = [self._event(code) for code in service.life_events]
        node: Node = {
            "dct:identifier": service.id,
            "dct:title": _both(service.name),
            "dct:description": _both(service.summary),
            "cv:hasCompetentAuthority": owner,
            "dct:spatial": area,
            "dct:language": [self._language("ARA"), self._language("ENG")],
            "dcat:keyword": [*_words(service.keywords.ar, "ar"), *_words(service.keywords.en, "en")],
            "adms:status": self._concept("status", "active"),
            "cv:thematicArea": self._concept("category", service.category),
            "cv:isClassifiedBy": self._concept("class", service.service_class.value),
            "dct:audience": [self._concept("audience", code) for code in service.audience],
            "cv:processingTime": _time(service.duration.hours),
            "cpsv:produces": self._output(service),
            "cv:hasChannel": [self._channel(service, code, owner) for code in service.channels],
            "cv:hasCost": [self._cost(service, line, owner) for line in service.fees],
            "cv:hasLegalResource": [self._law(service, place, law) for place, law in enumerate(service.legal_basis, 1)],
            "cpsv:follows": self._rule(service),
            "cv:holdsRequirement": [*self._conditions(service), *self._documents(service)],
            "cv:isGroupedBy": events,
            "cv:relatedService": [self._ref(f"service/{other}") for other in service.related],
            "cv:contactPoint": self._contact(service),
        }
        self._add(f"service/{service.id}", "cpsv:PublicService", node)

    def _add(self, name: str, kind: str | list[str], node: Node) -> Node:
        """Add a node under its name and return a reference to it; what is empty is left out."""
        kinds: Json = kind if isinstance(kind, str) else [*kind]
        whole: Node = {"id": self._name(name), "type": kinds, **{key: one for key, one in node.items() if one != []}}
        self.nodes.setdefault(self._name(name), whole)
        return self._ref(name)

    def _name(self, name: str) -> str:
        return name if name.startswith("http") else f"{self._address}{name}"

    def _ref(self, name: str) -> Node:
        return {"id": self._name(name)}

    def _concept(self, scheme: str, code: str) -> Node:
        text = self._words.text(f"{_WORDS.get(scheme, 'cpsv')}.{scheme}.{code}")
        node: Node = {"skos:prefLabel": _both(text), "skos:notation": code, "skos:inScheme": self._ref(scheme)}
        return self._add(f"{scheme}/{code}", "skos:Concept", node)

    def _language(self, code: str) -> Node:
        return self._add(f"{_EU}/language/{code}", "dct:LinguisticSystem", {"dct:identifier": code})

    def _country(self, code: str) -> Node:
        kinds = ["dct:Location", "http://data.europa.eu/88u/dataset/atu-type"]
        return self._add(f"{_EU}/country/{_COUNTRIES[code]}", kinds, {"dct:identifier": code})

    def _owner(self, service: Service) -> Node:
        for name, node in self.nodes.items():
            if "/organisation/" in name and node.get("skos:prefLabel") == _both(service.owner):
                return {"id": name}
        count = sum("/organisation/" in name for name in self.nodes) + 1
        code = f"{service.country.lower()}-{count}"
        node = {"dct:identifier": code, "dct:title": _both(service.owner), "skos:prefLabel": _both(service.owner)}
        kinds = ["cv:PublicOrganisation", "org:Organization"]
        return self._add(f"organisation/{code}", kinds, {**node, "dct:spatial": self._country(service.country)})

    def _output(self, service: Service) -> Node:
        node: Node = {
            "dct:identifier": f"{service.id}/output",
            "dct:title": _both(service.output.name),
            "dct:description": _both(service.output.validity),
            "dct:type": self._concept("output", service.output.kind),
            "dct:language": [self._language("ARA"), self._language("ENG")],
        }
        return self._add(f"service/{service.id}/output", "cv:Output", node)

    def _channel(self, service: Service, code: str, owner: Node) -> Node:
        node: Node = {
            "dct:identifier": f"{service.id}/channel/{code}",
            "dct:type": self._concept("channel", code),
            "cv:ownedBy": owner,
        }
        return self._add(f"service/{service.id}/channel/{code}", "cv:Channel", node)

    def _cost(self, service: Service, line: FeeLine, owner: Node) -> Node:
        """Add one fee line; a figure that depends on answers, and when it is due, are told in words only."""
        later = due_later(service.procedure).get(line.code)
        name = f"service/{service.id}/cost/{line.code}"
        node: Node = {
            "dct:identifier": f"{service.id}/cost/{line.code}",
            "dct:description": _both(self._later(line.label, later.title) if later else line.label),
            "cv:currency": self._currency(line.currency),
            "cv:isDefinedBy": owner,
        }
        if line.amount_minor and line.base is None:
            node["cv:hasValue"] = {"@type": "xsd:double", "@value": _decimal(line.amount_minor, line.currency)}
        return self._add(name, "cv:Cost", node)

    def _later(self, label: Text, step: Text) -> Text:
        """Return a fee's name with the step that takes it."""
        told = self._words.text("guide.fee.later")
        return Text(f"{label.ar} ({told.ar.format(step=step.ar)})", f"{label.en} ({told.en.format(step=step.en)})")

    def _currency(self, code: str) -> Node:
        node: Node = {"skos:prefLabel": {"@value": code, "@language": "en"}, "skos:notation": code}
        return self._add(f"{_EU}/currency/{code}", "skos:Concept", node)

    def _law(self, service: Service, place: int, law: LegalBasis) -> Node:
        return self._add(f"service/{service.id}/law/{place}", "eli:LegalResource", {"dct:title": _both(law.title)})

    def _rule(self, service: Service) -> Node:
        steps = service.procedure.steps
        told = Text("؛ ".join(step.title.ar for step in steps), "; ".join(step.title.en for step in steps))
        node: Node = {
            "dct:identifier": f"{service.id}/procedure/{service.procedure.version}",
            "dct:title": _both(service.name),
            "dct:description": _both(told),
            "dct:language": [self._language("ARA"), self._language("ENG")],
            "cpsv:implements": [
                self._ref(f"service/{service.id}/law/{n + 1}") for n in range(len(service.legal_basis))
            ],
        }
        return self._add(f"service/{service.id}/procedure", "cpsv:Rule", node)

    def _conditions(self, service: Service) -> list[Json]:
        found: list[Json] = []
        for place, condition in enumerate(service.eligibility, 1):
            name = f"{service.id}/condition/{place}"
            node: Node = {"dct:identifier": name, "dct:title": _both(condition.text)}
            node["dct:type"] = self._concept("requirement", "condition")
            found.append(self._add(f"service/{name}", ["cv:Requirement", "cv:Criterion"], node))
        return found

    def _documents(self, service: Service) -> list[Json]:
        found: list[Json] = []
        for need in service.documents:
            name = f"{service.id}/document/{need.id}"
            node: Node = {"dct:identifier": name, "dct:title": _both(need.name)}
            node["dct:type"] = self._concept("requirement", "document" if need.required else "document_if_any")
            node["cv:hasEvidenceTypeList"] = self._evidence(name, need)
            found.append(self._add(f"service/{name}", ["cv:Requirement", "cv:InformationRequirement"], node))
        return found

    def _evidence(self, name: str, need: DocumentNeed) -> Node:
        kinds: list[Json] = []
        for one in need.alternatives:
            own = f"{name}/{one.id}"
            node: Node = {"dct:identifier": own, "dct:title": _both(one.name)}
            kinds.append(self._add(f"service/{own}", "cv:EvidenceType", node))
        whole: Node = {
            "dct:identifier": f"{name}/any",
            "dct:title": _both(need.name),
            "cv:specifiesEvidenceType": kinds,
        }
        return self._add(f"service/{name}/any", "cv:EvidenceTypeList", whole)

    def _event(self, code: str) -> Node:
        kind = "cv:LifeEvent" if code in _PEOPLE_EVENTS else "cv:BusinessEvent"
        node: Node = {"dct:identifier": code, "dct:title": _both(self._words.text(f"find.event.{code}"))}
        node["dct:type"] = self._concept("event_type", "life" if code in _PEOPLE_EVENTS else "business")
        return self._add(f"event/{code}", ["cv:Event", kind], node)

    def _contact(self, service: Service) -> list[Json]:
        if not service.complaint_phone:
            return []
        name = f"contact/{service.country.lower()}-{service.complaint_phone}"
        return [self._add(name, "cv:ContactPoint", {"cv:telephone": service.complaint_phone})]


def _both(text: Text) -> Json:
    return [{"@value": text.ar, "@language": "ar"}, {"@value": text.en, "@language": "en"}]


def _words(words: str, language: str) -> list[Json]:
    return [{"@value": word, "@language": language} for word in dict.fromkeys(words.split())]


def _time(hours: int) -> Node:
    """Return working hours as an ISO 8601 duration."""
    return {"@type": "xsd:duration", "@value": f"PT{hours}H"}


def _decimal(amount_minor: int, currency: str) -> str:
    """Return the amount with all its decimals and no commas, a figure that xsd:double takes and people read."""
    whole, part = divmod(abs(amount_minor), 10 ** EXPONENTS[currency])
    return f"{'-' if amount_minor < 0 else ''}{whole}.{part:0{EXPONENTS[currency]}d}"
