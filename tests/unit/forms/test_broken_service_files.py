"""A broken service file is refused with its line and a sentence that says what to mend, all faults at once."""

import time

import pytest
from service_samples import SOUND

from shubbak.forms.load import ServiceFileError, load_service
from shubbak.forms.source import MOST_BYTES

#: what is replaced, by what, where the complaint stands (text of its line), what it says
BROKEN = [
    ("icon: shop", "icon: shop\ncolour: red", "colour: red", 'the service has no key "colour"'),
    ("summary:", "sumary:", "sumary:", 'has no key "sumary"; did you mean "summary"?'),
    ("version: 1\n", "", "id: kw.test.sound", 'the service needs "version"'),
    ("version: 1", "version: one", "version: one", 'needs "version", a whole number'),
    ("version: 1", "version: 0", "version: 0", "the version counts from 1"),
    ("id: kw.test.sound", "id: KW test", "id: KW test", "is not of the form country.area.service"),
    ("id: kw.test.sound", "id: jo.test.sound", "id: jo.test", "does not begin with its country, kw"),
    ("country: KW", "country: DE", "country: DE", '"DE" is not one of JO, OM, KW, SA'),
    ("\ncurrency: KWD", "\ncurrency: SAR", "currency: SAR", "the currency of KW is KWD, not SAR"),
    ("icon: shop", "icon: moon", "icon: moon", '"moon" is not one of licence'),
    ("class: procedural", "class: fast", "class: fast", '"fast" is not one of informational'),
    ("channels: [kiosk]", "channels: [fax]", "channels: [fax]", '"fax" is not one of kiosk'),
    ("channels: [kiosk]", "channels: kiosk", "channels: kiosk", 'needs "channels", a list of words'),
    ('en: "Service"}', "}", "name: {ar", 'needs "en"'),
    ('{ar: "خدمة", en: "Service"}', '{en: "Service"}', 'name: {en: "Service"}', 'needs "ar"'),
    ('ar: "خدمة"', 'ar: "Khidma"', 'ar: "Khidma"', "has no Arabic letters"),
    ('{ar: "خدمة", en: "Service"}', "Service", "name: Service", "needs both languages"),
    (
        "verified_on: 2026-01-31",
        "verified_on: 2026-02-31",
        "2026-02-31",
        'must be a day such as 2026-03-31, not "2026-',
    ),
    ("verified_on: 2026-01-31", "verified_on: 31/1/2026", "31/1/2026", "must be a day such as"),
    ("valid_to: 2030-01-01", "valid_to: 2010-01-01", "valid_to: 2010", "valid_to lies before valid_from"),
    ('complaint_phone: "139"', 'complaint_phone: "call us"', "call us", "is not a phone number"),
    ("- id: area", "- id: trade # again", "# again", 'the id "trade" stands twice, first in line 37'),
    ("- id: area", "- id: Area 2", "Area 2", "may only have a-z, 0-9 and _"),
    ("- id: area", "- id: today", "id: today", 'a question cannot be called "today"'),
    ("id: sketch", "id: plan", "Sketch", 'the id "plan" stands twice'),
    ("- id: second", "- id: first # again", "# again", 'the id "first" stands twice'),
    ("id: cloth", "id: food", "Cloth", 'the id "food" stands twice'),
    ("code: size", "code: space # again", "# again", 'the code "space" stands twice'),
    (
        'kind: number\n        label: {ar: "المساحة',
        'kind: numbr\n        label: {ar: "المساحة',
        "kind: numbr",
        '"numbr" is no kind of question',
    ),
    ("rules: {min: 1, max: 500}", "rules: {least: 1}", "rules: {least", 'rules has no key "least"'),
    ("rules: {min: 1, max: 500}", "rules: {min: 1.5}", "rules: {min: 1.5}", 'needs "min", a whole number'),
    ("rules: {min: 1, max: 500}", "options: []", "options: []", 'of kind "number" has no options'),
    ("        field: kitchen", "        field: cellar", "field: cellar", "which is no question of this page"),
    ("show_if: trade == 'food'\npages", "show_if: tade == 'food'\npages", "show_if: tade", 'names "tade", which no'),
    (
        "show_if: trade == 'food'\npages",
        "show_if: trade == 'fod'\npages",
        "show_if: trade == 'fod'",
        'names "fod", no option of "trade"',
    ),
    ("\"'tables' in extras\"", "\"'chairs' in extras\"", "'chairs'", 'names "chairs", no option of "extras"'),
    ("show_if: trade == 'food'\n      - id", "show_if: rent > 5\n      - id", "show_if: rent", "only asked later"),
    (
        "show_if: trade == 'food'\n      - id",
        "show_if: area\n      - id",
        "show_if: area",
        "must give true or false, not",
    ),
    ("show_if: trade == 'food'\n      - id", "show_if: area >\n      - id", "show_if: area >", "cannot be read"),
    ("condition: kitchen <= area", "condition: kitchen <= trade", "kitchen <= trade", "between int and string"),
    (
        "condition: until ==",
        "condition: applicant_age > 3 || until ==",
        "applicant_age > 3 ||",
        'names "applicant_age", which is not known here',
    ),
    ("    base: rent\n", "    base: rent > 5\n", "base: rent > 5", "must give a whole number, not bool"),
    ("base: fee_licence\n", "base: fee_early\n", "base: fee_early", 'names "fee_early", which is not known here'),
    (
        'amount: "10.000"\n    currency: KWD',
        'amount: "10.000"\n    currency: JOD',
        "currency: JOD",
        "the fee is in JOD, the service in KWD",
    ),
    ('amount: "10.000"', 'amount: "10.0005"', "10.0005", "is not an amount of KWD, which has 3 decimals"),
    ('amount: "10.000"', "amount: 10.000", "amount: 10.000", 'is money: write it in quotes, "10.000"'),
    ('amount: "10.000"', 'amount: "-1.000"', "-1.000", "cannot be below zero"),
    ('amount: "10.000"', 'percent: "10"', "- code: licence", 'a fixed fee needs "amount"'),
    ('percent: "2.5"', 'percent: "lots"', "lots", "is not a percentage"),
    ('percent: "-10"', 'percent: "-110"', "-110", "a discount takes at most 100 percent"),
    ('percent: "2.5"', 'percent: "-2.5"', "-2.5", "it has no minimum or maximum"),
    ("below: 100", "below: 40", "tiers:", 'tiers rise by "below"'),
    ('- {amount: "3.000"}', '- {below: 200, amount: "3.000"}', "tiers:", "the last one has none"),
    ("valid_to: 2026-12-31", "valid_to: 2025-12-31", "valid_to: 2025-12-31", "valid_to lies before valid_from"),
    ("role: clerk, hours: 4", "role: clerk, hours: soon", "hours: soon", 'needs "hours", a whole number'),
    (
        "    verified: sample\n    show_if",
        "    verified: perhaps\n    show_if",
        "verified: perhaps",
        "is not one of cited",
    ),
    ("version: 1", "version: 1\nversion: 2", "version: 2", '"version" stands twice in the service'),
    ("duration:\n", "duration: soon\nold:\n", "duration: soon", 'needs "duration", with keys and values below it'),
    ("    - {id: check", "    - step one\n    - {id: check", "- step one", 'each of "steps" needs keys and values'),
    ("icon: shop", "icon: &i shop", "icon: &i", 'anchors and aliases are not allowed: write "i" out'),
    ("icon: shop", "icon: !!python/name:os.system x", "python/name", "tags beginning with ! are not allowed"),
    ("icon: shop", "icon: [shop", "keywords:", "this is not YAML"),
    ("icon: shop", "icon: " + "[" * 40 + "]" * 40, "[[[[", "the nesting is deeper than 24 levels"),
    ("icon: shop", "icon: sh\x01op", "id: kw.test", "a sign that YAML forbids"),
    ("icon: shop", "{a: b}: shop", "{a: b}", "has no key"),
]


def line_of(text: str, snippet: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if snippet in line)


@pytest.mark.parametrize(("old", "new", "where", "sentence"), BROKEN, ids=[row[3][:40] for row in BROKEN])
def test_a_broken_file_is_refused_at_its_line(old: str, new: str, where: str, sentence: str) -> None:
    broken = SOUND.replace(old, new, 1)
    assert broken != SOUND
    with pytest.raises(ServiceFileError) as refused:
        load_service(broken, "kw/sound.yaml")
    assert all(complaint.path == "kw/sound.yaml" for complaint in refused.value.complaints)
    told = [(complaint.line, complaint.sentence) for complaint in refused.value.complaints]
    assert any(line == line_of(broken, where) and sentence in words for line, words in told), told
    assert len(told) <= 6, told


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    broken = SOUND.replace("icon: shop", "icon: moon").replace('    amount: "10.000"\n', "", 1)
    broken = broken.replace('en: "Food"', 'fr: "Alimentation"')
    with pytest.raises(ServiceFileError) as refused:
        load_service(broken, "f.yaml")
    lines = [complaint.line for complaint in refused.value.complaints]
    assert len(lines) == 4
    assert lines == sorted(lines)
    assert str(refused.value).splitlines()[0].startswith(f"f.yaml:{lines[0]}: ")


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b", "\x00", "a: b\n---\nc: d", "a: *b"])
def test_what_is_no_service_at_all_is_refused(text: str) -> None:
    with pytest.raises(ServiceFileError):
        load_service(text, "x.yaml")


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    started = time.perf_counter()
    with pytest.raises(ServiceFileError, match="anchors and aliases are not allowed"):
        load_service("\n".join(rows), "bomb.yaml")
    assert time.perf_counter() - started < 1


def test_an_oversize_file_is_refused_unread() -> None:
    with pytest.raises(ServiceFileError, match=f"a service file may have {MOST_BYTES}"):
        load_service(SOUND + "# " + "x" * MOST_BYTES, "large.yaml")


_LABEL = 'label: {ar: "سؤال", en: "Question"}'


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (f"kind: parcel, {_LABEL}, rules: {{country: EG}}", '"EG" is not one of JO'),
        (f"kind: full_name, {_LABEL}, rules: {{country: [KW]}}", '"country" of rules must be a text'),
        (f"kind: register_choice, {_LABEL}", 'needs "register"'),
        (f'kind: licence_lookup, {_LABEL}, rules: {{register: ""}}', 'needs "register"'),
        (f"kind: signature, {_LABEL}, prefill: identity.number", 'cannot fill a question of kind "signature"'),
    ],
    ids=["country-of-no-service", "country-that-is-a-list", "no-list", "empty-list", "signature-of-a-card"],
)
def test_a_setting_that_is_none_is_told_and_brings_nothing_down(question: str, sentence: str) -> None:
    text = SOUND.replace("    fields:\n", f"    fields:\n      - {{id: odd, {question}}}\n", 1)
    with pytest.raises(ServiceFileError) as refused:
        load_service(text, "kw/a.yaml")
    assert sentence in str(refused.value)
