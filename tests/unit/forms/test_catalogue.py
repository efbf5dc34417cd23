"""A catalogue holds services by id and finds them by the words people use, however they spell them."""

import pytest
from service_samples import SOUND

from shubbak.domain.folding import fold
from shubbak.domain.text import Language
from shubbak.forms.catalogue import load_catalogue
from shubbak.forms.load import ServiceFileError

LICENCE = SOUND.replace("kw.test.sound", "kw.test.licence").replace(
    '{ar: "خدمة", en: "Service"}', '{ar: "رخصة إعلان", en: "Advertisement licence"}'
)
WELL = SOUND.replace("kw.test.sound", "kw.test.well").replace(
    '{ar: "اختبار", en: "test"}', '{ar: "بئر آبار رخصة 139", en: "well licence"}'
)
CATALOGUE = load_catalogue({"b.yaml": WELL, "a.yaml": LICENCE, "c.yaml": SOUND}, 7)


@pytest.mark.parametrize(
    ("query", "language", "found"),
    [
        ("", Language.AR, ["licence", "sound", "well"]),
        ("  ", Language.EN, ["licence", "sound", "well"]),
        ("اعلان", Language.AR, ["licence"]),
        ("إِعْلَانْ", Language.AR, ["licence"]),
        ("إعـــلان", Language.AR, ["licence"]),
        ("رخصه", Language.AR, ["licence", "well"]),
        ("الرخصة", Language.AR, ["licence", "well"]),
        ("ابار", Language.AR, ["well"]),
        ("١٣٩", Language.AR, ["well"]),
        ("LICENCE", Language.EN, ["licence", "well"]),
        ("licence well", Language.EN, ["well"]),
        ("رخصة", Language.EN, ["licence", "well"]),
        ("مطار", Language.AR, []),
        ("((", Language.AR, ["licence", "sound", "well"]),
    ],
)
def test_search(query: str, language: Language, found: list[str]) -> None:
    cards = CATALOGUE.finder.find(query, language, country="kw")
    assert sorted(card.id for card in cards) == [f"kw.test.{name}" for name in found]


def test_a_catalogue_is_the_same_whatever_the_order_of_its_files() -> None:
    again = load_catalogue({"c.yaml": SOUND, "a.yaml": LICENCE, "b.yaml": WELL}, 7)
    assert list(again.services) == list(CATALOGUE.services) == sorted(CATALOGUE.services)
    assert again == CATALOGUE


def test_all_complaints_about_all_files_come_at_once() -> None:
    with pytest.raises(ServiceFileError) as refused:
        load_catalogue({"a.yaml": SOUND.replace("icon: shop", "icon: x"), "b.yaml": "nothing", "c.yaml": LICENCE}, 1)
    assert [complaint.path for complaint in refused.value.complaints] == ["a.yaml", "b.yaml"]


def test_one_service_in_two_files_is_refused() -> None:
    with pytest.raises(ServiceFileError, match=r"b.yaml:1: the service .* stands in another file too"):
        load_catalogue({"a.yaml": SOUND, "b.yaml": SOUND}, 1)


def test_folding_is_for_comparing_letters_people_mix_up() -> None:
    assert fold("أإآٱىة ١٢ A") == "ااااية 12 a".replace("ة", "ه")
