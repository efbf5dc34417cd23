"""Questions with parts, rows and values: what their file must say, when they are asked, and what the portal takes."""

from datetime import date
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service_samples import SOUND

from shubbak.domain.application import Answer
from shubbak.fields.licence_lookup import FILLED
from shubbak.forms.facts import (
    check_answers,
    check_page,
    facts_of,
    needed_documents,
    settled_answers,
    visible_fields,
    visible_pages,
)
from shubbak.forms.load import ServiceFileError, load_service
from shubbak.forms.question_facts import computed_value
from shubbak.forms.service import Service

TODAY = date(2026, 3, 15)

OWNERS = """\
  - id: people
    title: {ar: "الملاك", en: "Owners"}
    fields:
      - id: heading
        kind: note
        label: {ar: "الملاك", en: "Owners"}
        hint: {ar: "كل من له حصة.", en: "Everyone with a share."}
      - id: owners
        kind: group
        label: {ar: "الملاك", en: "Owners"}
        row: {ar: "مالك", en: "owner"}
        rules: {max: 5}
        fields:
          - {id: name, kind: arabic_name, label: {ar: "الاسم", en: "Name"}}
          - {id: share, kind: number, label: {ar: "الحصة", en: "Share"}, rules: {min: 1, max: 100}}
          - id: kin
            kind: choice
            label: {ar: "القرابة", en: "Kin"}
            required: false
            options:
              - {id: son, label: {ar: "ابن", en: "Son"}}
              - {id: wife, label: {ar: "زوجة", en: "Wife"}}
      - id: home
        kind: parcel
        label: {ar: "القسيمة", en: "Plot"}
        required: false
        require_if: owners_count > 1
      - id: rest
        kind: computed
        label: {ar: "الباقي", en: "Left over"}
        value: 100 - owners_share_sum
      - id: since
        kind: date
        label: {ar: "منذ", en: "Since"}
        required: false
        show_if: rest > 0
      - id: use
        kind: choice
        label: {ar: "الاستعمال", en: "Use"}
        options:
          - {id: own, label: {ar: "خاص", en: "Own"}}
          - {id: let, label: {ar: "إيجار", en: "Let"}}
          - {id: mixed, label: {ar: "مختلط", en: "Mixed"}, offer_if: "home.block == '3'"}
    checks:
      - condition: owners_share_sum <= 100 && owners.all(o, o.kin != 'wife' || o.share <= 25)
        message: {ar: "مجموع الحصص كبير.", en: "The shares come to too much."}
        field: owners
      - condition: since == '' || today_days - since_days > 90
        message: {ar: "المدة قصيرة.", en: "That is too short."}
        field: since
fees:
"""
TEXT = SOUND.replace("fees:\n", OWNERS, 1).replace(
    "    show_if: trade == 'food'\npages", "    required: false\n    require_if: owners_count > 1\npages", 1
)
SERVICE = load_service(TEXT, "owners.yaml")
PEOPLE = next(page for page in SERVICE.pages if page.id == "people")
ALI, HIND = {"name": "علي سالم", "share": 60, "kin": ""}, {"name": "هند سالم", "share": 25, "kin": "wife"}
PLOT = {"governorate": "", "area": "حولي", "block": "3", "plot": "7", "street": "", "paci": ""}
SOUND_ANSWERS: dict[str, Answer] = {
    "trade": "cloth",
    "area": 40,
    "owners": (cast("Any", ALI), cast("Any", HIND)),
    "home": cast("Any", PLOT),
    "since": "2025-01-01",
    "use": "mixed",
}


def shown(service: Service, answers: dict[str, Answer]) -> list[str]:
    return [field.id for page in visible_pages(service, answers) for field in visible_fields(page, answers)]


def test_a_whole_set_with_parts_and_rows_is_taken() -> None:
    assert check_answers(SERVICE, SOUND_ANSWERS, TODAY) == []
    assert settled_answers(SERVICE, SOUND_ANSWERS) == SOUND_ANSWERS


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"owners": ({**ALI, "share": 0},)}, [("answer-number-small", "owners.0.share")]),
        ({"owners": (ALI, {**HIND, "share": 26})}, [("answer-check", "owners")]),
        ({"owners": (ALI, {**ALI, "share": 41})}, [("answer-check", "owners")]),
        ({"owners": ({**ALI, "age": 3},)}, [("answer-shape", "owners")]),
        ({"owners": ({**ALI, "share": True},)}, [("answer-required", "owners.0.share")]),
        ({"owners": ({**ALI, "name": "علي  سالم"}, HIND)}, [("answer-changed", "owners")]),
        ({"owners": ({"name": "علي سالم", "share": 60}, HIND)}, [("answer-changed", "owners")]),
        ({"home": {"block": "3"}}, [("answer-required", "home.area"), ("answer-required", "home.plot")]),
        ({"home": {**PLOT, "street": " x"}}, [("answer-changed", "home")]),
        ({"home": {}}, [("answer-required", "home")]),
        ({"home": {**PLOT, "block": "4"}}, [("answer-choice", "use")]),
        ({"since": "2026-03-01"}, [("answer-check", "since")]),
        ({"rest": 15}, [("answer-unknown", "rest")]),
        ({"heading": "x"}, [("answer-unknown", "heading")]),
    ],
)
def test_what_is_wrong_stands_at_its_part(change: dict[str, Any], problems: list[tuple[str, str]]) -> None:
    found = [(problem.code, problem.field) for problem in check_answers(SERVICE, SOUND_ANSWERS | change, TODAY)]
    assert [one for one in problems if one not in found] == []
    assert [one for one in found if one not in problems and one[0] not in ("answer-unknown", "answer-choice")] == []


def test_require_if_makes_a_question_and_a_document_required() -> None:
    one: dict[str, Answer] = {"owners": (cast("Any", ALI),)}
    two: dict[str, Answer] = {"owners": (cast("Any", ALI), cast("Any", HIND))}
    for answers, required in ((one, False), (two, True)):
        home = next(field for field in visible_fields(PEOPLE, answers) if field.id == "home")
        assert home.required is required
        assert [need.required for need in needed_documents(SERVICE, answers)] == [required]


def test_only_options_on_offer_may_be_chosen_and_one_that_is_withdrawn_is_forgotten() -> None:
    elsewhere = SOUND_ANSWERS | {"home": cast("Any", {**PLOT, "block": "4"})}
    use = next(field for field in visible_fields(PEOPLE, elsewhere) if field.id == "use")
    assert [option.id for option in use.options] == ["own", "let"]
    assert "use" not in settled_answers(SERVICE, elsewhere)


def test_a_computed_value_follows_the_answers_and_shows_what_hangs_on_it() -> None:
    rest = SERVICE.field("rest")
    assert computed_value(rest, facts_of(SOUND_ANSWERS, TODAY)) == 15
    assert "since" in shown(SERVICE, SOUND_ANSWERS)
    full: dict[str, Answer] = {"owners": (cast("Any", {**ALI, "share": 100}),)}
    assert "since" not in shown(SERVICE, full)


def test_a_computed_value_that_there_is_none_of_says_so_at_its_question() -> None:
    service = load_service(TEXT.replace("value: 100 - owners_share_sum", "value: int(owners[1].share)"), "x.yaml")
    page = next(page for page in service.pages if page.id == "people")
    raw = {"owners": '[{"name": "علي سالم", "share": "5"}]', "use": "own"}
    _, problems = check_page(service, page, raw, TODAY)
    assert [(problem.code, problem.field) for problem in problems] == [("answer-no-value", "rest")]
    assert computed_value(page.fields[3], {}) is None


#: what is replaced, by what, and what the complaint says
BROKEN = [
    ("value: 100 - owners_share_sum", "value: 100 - owners_shares_sum", 'did you mean "owners_share_sum"?'),
    ("value: 100 - owners_share_sum", "value: 100 / owners_share_sum", "may only have a figure other than 0"),
    ("value: 100 - owners_share_sum", "value: since_days", "which is only asked later"),
    ("        value: 100 - owners_share_sum\n", "", 'needs "value"'),
    ("        kind: computed", "        kind: number", 'a question of kind "number" has no "value"'),
    ("        row: {ar: \"مالك\", en: \"owner\"}\n", "", 'needs "row"'),
    ("rules: {max: 5}", "rules: {max: 500}", '"max" of kind "group" cannot be 500: write 100 or less'),
    ("rules: {max: 5}", "rules: {min: 7, max: 5}", '"max" lies below "min"'),
    ("rules: {max: 5}", "rules: {row: 3}", '"row" stands beside "kind", not under "rules"'),
    ("kind: arabic_name", "kind: group", 'a column cannot be of kind "group"'),
    ("- {id: share, kind", "- {id: name, kind", 'the id "name" stands twice'),
    ("- {id: share, kind", "- {id: in, kind", 'a column cannot be called "in"'),
    ("o.kin != 'wife'", "o.kin != 'wive'", 'names "wive", no option of "owners.kin"; did you mean "wife"?'),
    ("o.kin != 'wife'", "o.kim != 'wife'", 'names "kim", no column of "owners"'),
    ("o.share <= 25", "o.share <= 'a'", 'compares "owners.share" with a text, which it never is'),
    ("o.kin != 'wife' || o.share", "o.kin < 1 && o.share", "compares a column with something"),
    ("o.share <= 25", "o.share == 'a'", 'compares "owners.share" with a text, which it never is'),
    ("home.block == '3'", "home.blok == '3'", '"home" is an answer with parts'),
    ("require_if: owners_count > 1\n      - id", "require_if: since_days > 1\n      - id", "only asked later"),
    ("        required: false\n        require_if", "        require_if", 'stands with "required: false"'),
    ("- id: since", "- id: owners_count", 'a question cannot be called "owners_count"'),
    ("- id: use", "- id: since_days", 'a question cannot be called "since_days"'),
    ("- id: use", "- id: fees_above", 'a question cannot be called "fees_above"'),
    ("kind: parcel", "kind: parcl", 'is no kind of question; did you mean "parcel"?'),
    ("kind: parcel", "kind: photo\n        rules: {of: plans}", 'which is no document of this service; did you'),
    ("kind: parcel", "kind: licence_lookup\n        fills: {usse: x}", 'which is no question; did you mean "use"?'),
    ("kind: parcel", "kind: parcel\n        fills: {use: x}", 'a question of kind "parcel" has no "fills"'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "sentence"), BROKEN, ids=[sentence for _, _, sentence in BROKEN])
def test_a_broken_question_is_told_with_what_to_do(old: str, new: str, sentence: str) -> None:
    assert old in TEXT
    with pytest.raises(ServiceFileError) as refused:
        load_service(TEXT.replace(old, new, 1), "x.yaml")
    assert any(sentence in complaint.sentence for complaint in refused.value.complaints), refused.value.complaints


ODD = 'id: odd, label: {ar: "سؤال", en: "Question"}'
LOOK_UP = 'id: deed, kind: licence_lookup, label: {ar: "الرقم", en: "Number"}, rules: {register: deeds}'


def filling(kind: str, name: str = "odd") -> str:
    """Return the file with a look-up that fills a question of a kind, which stands behind it."""
    asked = f"      - {{{LOOK_UP}, fills: {{{name}: part}}}}\n      - {{{ODD}, kind: {kind}}}\n"
    return TEXT.replace("      - id: heading\n", f"{asked}      - id: heading\n", 1)


@pytest.mark.parametrize("kind", [kind for kind in FILLED if kind != "choice"])
def test_a_record_fills_what_its_text_can_answer(kind: str) -> None:
    assert load_service(filling(kind), "x.yaml").field("deed").fills == {"odd": "part"}
    assert load_service(filling(kind, "trade"), "x.yaml").field("deed").fills == {"trade": "part"}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *((kind, "odd") for kind in ("signature", "photo", "document", "note", "full_name", "address", "map_point")),
        *(("text", name) for name in ("deed", "owners", "home", "rest")),
    ],
)
def test_a_record_fills_no_signature_scan_value_or_record(kind: str, name: str) -> None:
    with pytest.raises(ServiceFileError) as refused:
        load_service(filling(kind, name), "x.yaml")
    (told,) = refused.value.complaints
    assert told.sentence.startswith(f'"fills" names "{name}", of kind "')
    assert "which no record can answer: it fills text, long_text" in told.sentence


def test_who_names_a_question_that_no_record_fills_is_told_which_was_meant() -> None:
    text = filling("text", "od").replace("id: heading", "id: odx", 1).replace("fills: {od:", "fills: {odx:", 1)
    with pytest.raises(ServiceFileError, match=r'"odx", of kind "note", .* did you mean "odd"'):
        load_service(text, "x.yaml")


def test_several_of_very_many_options_are_refused() -> None:
    options = "".join(f'          - {{id: o{n}, label: {{ar: "خيار", en: "Option"}}}}\n' for n in range(301))
    text = SOUND.replace("          - {id: sign,", f"{options}          - {{id: sign,", 1)
    with pytest.raises(ServiceFileError, match="several of at most 300 options may be chosen, not of 303"):
        load_service(text, "x.yaml")


def test_more_computed_values_than_a_form_needs_are_refused() -> None:
    value = '{id: v%d, kind: computed, label: {ar: "قيمة", en: "Value"}, value: "%s"}'
    chain = [value % (n, " + ".join(f"v{before}" for before in range(n)) or "1") for n in range(31)]
    page = '  - {id: p%d, title: {ar: "قيم", en: "Values"}, fields: [%s]}\n'
    pages = [page % (n, ", ".join(chain[n : n + 8])) for n in range(0, 31, 8)]
    with pytest.raises(ServiceFileError) as refused:
        load_service(SOUND.replace("fees:\n", "".join(pages) + "fees:\n", 1), "x.yaml")
    assert "a service has at most 30 computed values" in str(refused.value)
    fewer = "".join(pages).replace(", " + chain[30], "")
    service = load_service(SOUND.replace("fees:\n", fewer + "fees:\n", 1), "x.yaml")
    assert computed_value(service.field("v29"), {}) == 2**28


TEXTS = st.sampled_from(["", "1", "علي سالم", "\ud800", "\0", "x" * 200])
JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inside: st.lists(inside, max_size=4).map(tuple)
    | st.lists(inside, max_size=2)
    | st.dictionaries(st.sampled_from(["name", "share", "kin", "block", "area", "plot", "", "\ud800"]), inside),
    max_leaves=10,
)  # fmt: skip
NAMES = st.sampled_from([*(field.id for page in SERVICE.pages for field in page.fields), "", "x", "owners_count"])


@given(st.dictionaries(NAMES, JSON_LIKE))
def test_no_answers_however_hostile_make_a_form_raise(untrusted: dict[str, Any]) -> None:
    problems = check_answers(SERVICE, untrusted, TODAY)
    assert problems
    settled = settled_answers(SERVICE, untrusted)
    shown(SERVICE, settled)
    needed_documents(SERVICE, settled)


@given(
    st.dictionaries(
        st.sampled_from(["owners", "home", "since", "use"]),
        st.sampled_from(["", "[]", "{}", "own", "mixed", "1/1/2025", '{"block": "3", "area": "x", "plot": "1"}'])
        | st.text(st.sampled_from('[{"}]:, namesharek50'), max_size=30),
    )
)
def test_what_a_page_takes_the_portal_takes_too(raw: dict[str, str]) -> None:
    raw = {"owners": '[{"name": "علي سالم", "share": "60"}]'} | raw
    found, problems = check_page(SERVICE, PEOPLE, raw, TODAY)
    if not problems:
        assert check_answers(SERVICE, {"trade": "cloth", "area": 5} | found, TODAY) == []
