"""Load a service file: everything that is wrong with it is told at once, each with file, line and a sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from shubbak.domain.money import EXPONENTS
from shubbak.forms.card import CATEGORIES, LIFE_EVENTS
from shubbak.forms.load_conditions import APPLICANT, TODAY, ConditionReader
from shubbak.forms.load_draws import read_draws
from shubbak.forms.load_due import check_due
from shubbak.forms.load_examples import read_examples
from shubbak.forms.load_fees import read_fees
from shubbak.forms.load_pages import COUNTRIES, read_pages
from shubbak.forms.load_procedure import CHANNELS, read_procedure
from shubbak.forms.pieces import NO_PIECES, Pieces, expand
from shubbak.forms.question_facts import names_of_file
from shubbak.forms.service import (
    DOCUMENT_KINDS,
    MOST_PAGES,
    DocumentAlternative,
    DocumentNeed,
    Duration,
    Eligibility,
    LegalBasis,
    Output,
    Page,
    Service,
    ServiceClass,
    Verified,
)
from shubbak.forms.source import Complaint, Section, ServiceFileError, not_one_of, read_nodes

__all__ = ["Complaint", "ServiceFileError", "load_service"]

AUDIENCES = ("G2C", "G2B", "G2E", "G2G")
ICONS = tuple(
    """licence well tax shop report plan building land health food business work home person certificate search calendar
    complaint sign tent road payment refund appeal office demolition lease pharmacy travel guide""".split()  # noqa: SIM905
)
OUTPUTS = ("licence", "permit", "certificate", "plan", "receipt", "report", "information")

_SERVICE_ID = re.compile(r"[a-z]{2}(\.[a-z][a-z0-9_]*)+")
_PHONE = re.compile(r"[0-9-]{3,15}")
KEYS = """id version country name summary icon keywords audience class channels owner currency legal_basis eligibility
    documents pages fees duration procedure output next_step purpose identify signature complaint_phone verified_on
    sources category life_events related examples""".split()  # noqa: SIM905 - a column of 31 quoted words says less


def load_service(text: str, path: str, pieces: Pieces = NO_PIECES) -> Service:
    """Return the service a file describes with the pieces it uses; `path` is only named in complaints.

    Raises ServiceFileError with every complaint about the file.
    """
    nodes, complaints = read_nodes(text, path)
    root = Section(expand(nodes, pieces, complaints), complaints, "the service")
    root.only(*KEYS)
    service = _service(root)
    if not complaints.found:
        check_due(root, service)
        service = replace(service, examples=read_examples(root, service))
    complaints.raise_any()
    return service


def _service(root: Section) -> Service:
    country, currency = _country(root)
    reader = ConditionReader(names_of_file(root))
    pages = read_pages(root, country, currency, reader)
    fees = read_fees(root, currency, reader)
    duration = _duration(root)
    return Service(
        id=_service_id(root, country),
        version=_version(root),
        country=country,
        name=root.both("name"),
        summary=root.both("summary"),
        icon=_known(root, "icon", ICONS),
        keywords=root.both("keywords"),
        audience=root.words("audience", AUDIENCES),
        service_class=root.one_of("class", ServiceClass),
        channels=root.words("channels", CHANNELS),
        owner=root.both("owner"),
        currency=currency,
        legal_basis=root.each("legal_basis", "a legal basis", _legal_basis),
        eligibility=root.each("eligibility", "a condition to apply", lambda part: _eligibility(part, reader)),
        documents=_documents(root, reader),
        pages=pages,
        fees=fees,
        duration=duration,
        procedure=read_procedure(root, fees, duration.hours),
        output=_output(root, pages),
        next_step=root.both("next_step"),
        purpose=root.both("purpose"),
        identify=root.flag("identify", True),
        signature=root.flag("signature", True),
        complaint_phone=_phone(root),
        verified_on=root.day("verified_on"),
        sources=root.words("sources") if root.has("sources") else (),
        category=_known(root, "category", CATEGORIES),
        life_events=root.words("life_events", LIFE_EVENTS) if root.has("life_events") else (),
        related=root.words("related") if root.has("related") else (),
    )


def _country(root: Section) -> tuple[str, str]:
    country = _known(root, "country", tuple(COUNTRIES))
    currency = _known(root, "currency", tuple(EXPONENTS))
    if country in COUNTRIES and currency in EXPONENTS and COUNTRIES[country] != currency:
        root.complain(f"the currency of {country} is {COUNTRIES[country]}, not {currency}", "currency")
    # What is wrong here is told once: the rest of the file is read as if the currency were the country's.
    if country in COUNTRIES:
        return country, COUNTRIES[country]
    return "JO", currency if currency in EXPONENTS else "JOD"


def _known(root: Section, key: str, known: tuple[str, ...]) -> str:
    word = root.word(key)
    if word and word not in known:
        root.complain(not_one_of(word, known), key)
    return word


def _service_id(root: Section, country: str) -> str:
    word = root.word("id")
    if word and not _SERVICE_ID.fullmatch(word):
        root.complain(f'the id "{word}" is not of the form country.area.service', "id")
    elif word and word[:2].upper() != country:
        root.complain(f'the id "{word}" does not begin with its country, {country.lower()}', "id")
    return word


def _version(root: Section) -> int:
    version = root.whole("version")
    if root.has("version") and version < 1:
        root.complain("the version counts from 1", "version")
    return version


def _phone(root: Section) -> str:
    phone = root.word("complaint_phone", "")
    if phone and not _PHONE.fullmatch(phone):
        root.complain(f'"{phone}" is not a phone number of digits and -', "complaint_phone")
    return phone


def _documents(root: Section, reader: ConditionReader) -> tuple[DocumentNeed, ...]:
    seen: dict[str, int] = {}
    return root.each("documents", "a document", lambda part: _document(part, reader, seen))


def _document(section: Section, reader: ConditionReader, seen: dict[str, int]) -> DocumentNeed:
    section.only("id", "name", "kind", "pages", "alternatives", "verified", "required", "require_if", "show_if", "hint")
    inside: dict[str, int] = {}
    name = section.both("name")
    own_id = section.id(seen=seen)
    own = DocumentAlternative(own_id, name, *_looks(section, "other", (1, MOST_PAGES)))
    listed = section.each("alternatives", "an alternative", lambda part: _alternative(part, inside, own))
    require_if = reader.condition(section, "require_if")
    if section.has("require_if") and section.flag("required", True):
        section.complain('"require_if" stands with "required: false"', "require_if")
    return DocumentNeed(
        id=own_id,
        name=name,
        alternatives=listed or (own,),
        verified=section.one_of("verified", Verified),
        required=section.flag("required", True),
        show_if=reader.condition(section, "show_if"),
        hint=section.maybe_both("hint"),
        require_if=require_if,
    )


def _alternative(section: Section, seen: dict[str, int], need: DocumentAlternative) -> DocumentAlternative:
    """Read one alternative; what it does not say of its looks, its need does."""
    section.only("id", "name", "kind", "pages")
    looks = _looks(section, need.kind, (need.least, need.most))
    return DocumentAlternative(section.id(seen=seen), section.both("name"), *looks)


def _looks(section: Section, kind: str, pages: tuple[int, int]) -> tuple[str, int, int]:
    """Read what a document looks like and how many pages it has."""
    if section.has("kind"):
        kind = section.word("kind")
        if kind not in DOCUMENT_KINDS:
            section.complain(not_one_of(kind, DOCUMENT_KINDS), "kind")
            kind = "other"
    part = section.section("pages", "the pages") if section.has("pages") else None
    if part is None:
        return (kind, *pages)
    part.only("least", "most")
    least, most = part.whole("least", 1), part.whole("most", MOST_PAGES)
    if not 1 <= least <= most <= MOST_PAGES:
        part.complain(f"a document has from 1 to {MOST_PAGES} pages, and least is not above most")
        return (kind, *pages)
    return kind, least, most


def _legal_basis(section: Section) -> LegalBasis:
    section.only("title", "verified", "valid_from", "valid_to")
    basis = LegalBasis(
        section.both("title"),
        section.one_of("verified", Verified),
        section.day("valid_from"),
        section.day("valid_to"),
    )
    if basis.valid_from and basis.valid_to and basis.valid_from > basis.valid_to:
        section.complain("valid_to lies before valid_from", "valid_to")
    return basis


def _eligibility(section: Section, reader: ConditionReader) -> Eligibility:
    section.only("text", "verified", "condition")
    condition = reader.condition(section, "condition", {**TODAY, **APPLICANT})
    return Eligibility(section.both("text"), section.one_of("verified", Verified), condition)


def _duration(root: Section) -> Duration:
    section = root.section("duration", "the duration")
    if section is None:
        return Duration(root.both("name"), 0, Verified.SAMPLE)
    section.only("text", "hours", "verified", "dated")
    text, hours, verified = section.both("text"), section.whole("hours"), section.one_of("verified", Verified)
    return Duration(text, hours, verified, section.flag("dated", True))


def _output(root: Section, pages: tuple[Page, ...]) -> Output:
    section = root.section("output", "the output")
    if section is None:
        return Output("", root.both("name"), root.both("name"), Verified.SAMPLE)
    section.only("kind", "name", "validity", "verified", "draws")
    kind = _known(section, "kind", OUTPUTS)
    said = (section.both("name"), section.both("validity"), section.one_of("verified", Verified))
    return Output(kind, *said, read_draws(section, kind, pages))
