"""A Latin form to offer for an Arabic name: the usual spelling of common names, letter rules for the rest.

It is an offer and never the truth: written Arabic leaves short vowels out, and each bearer's passport has its own
spelling. Only letters of travel documents (ICAO 9303) come out.
"""

from __future__ import annotations

import re

_USUAL = """
محمد MOHAMMED احمد AHMAD محمود MAHMOUD علي ALI عمر OMAR عثمان OTHMAN حسن HASSAN حسين HUSSEIN خالد KHALED سالم SALEM
سعيد SAEED سعد SAAD سلطان SULTAN سلمان SALMAN سليمان SULAIMAN سامي SAMI سمير SAMIR ابراهيم IBRAHIM اسماعيل ISMAIL
يوسف YOUSEF يعقوب YAQOUB يحيى YAHYA موسى MUSA عيسى ISSA داود DAWOOD ادم ADAM نوح NOOH صالح SALEH ناصر NASSER نصر NASR
فهد FAHAD فيصل FAISAL فارس FARES فواز FAWAZ ماجد MAJED مازن MAZEN مشعل MESHAL منصور MANSOUR مبارك MUBARAK مسلم MUSALLAM
جاسم JASSIM جابر JABER جمال JAMAL حمد HAMAD حمود HAMOUD حامد HAMED حمدان HAMDAN هاني HANI هشام HISHAM هلال HILAL
راشد RASHID رشيد RASHEED رائد RAED زياد ZIAD زايد ZAYED زيد ZAID طارق TAREQ طلال TALAL طه TAHA عادل ADEL عامر AMER
عماد IMAD غانم GHANEM غسان GHASSAN كريم KAREEM ليث LAITH نايف NAIF نواف NAWAF وليد WALEED ياسر YASSER بدر BADER
بسام BASSAM تركي TURKI ثامر THAMER رامي RAMI انس ANAS اياد EYAD ايمن AYMAN باسم BASEM بلال BILAL بندر BANDAR
جواد JAWAD حازم HAZEM حاتم HATEM خليفة KHALIFA خليل KHALIL خميس KHAMIS زكريا ZAKARIYA صقر SAQER ضاري DHARI
عبدالله ABDULLAH قاسم QASSIM قابوس QABOOS كمال KAMAL لؤي LUAY مروان MARWAN مصطفى MUSTAFA معاذ MUATH مهند MUHANNAD
نبيل NABIL نزار NIZAR هيثم HAITHAM وائل WAEL ياسين YASEEN يزيد YAZEED
فاطمة FATIMA فاطمه FATIMA عائشة AISHA خديجة KHADIJA
مريم MARYAM زينب ZAINAB سارة SARA ساره SARA نورة NOURA نوره NOURA نور NOOR منى MONA منيرة MUNIRA هدى HUDA هند HIND
ليلى LAYLA لطيفة LATIFA امل AMAL اميرة AMIRA امينة AMINA اسماء ASMA ايمان IMAN بدرية BADRIYA حصة HESSA دانة DANA
رنا RANA ريم REEM سعاد SUAD سلمى SALMA شيخة SHAIKHA عبير ABEER غدير GHADEER موزة MOZA نجلاء NAJLA هيا HAYA وفاء WAFA
بن BIN ابن IBN بنت BINT ابو ABU ام UMM ال AL عبد ABD الله ALLAH
"""
_WORDS = _USUAL.split()
_NAMES = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))

_LETTERS = {
    **{"ا": "A", "ب": "B", "ت": "T", "ث": "TH", "ج": "J", "ح": "H", "خ": "KH", "د": "D", "ذ": "DH", "ر": "R", "ز": "Z"},
    **{"س": "S", "ش": "SH", "ص": "S", "ض": "DH", "ط": "T", "ظ": "DH", "ع": "A", "غ": "GH", "ف": "F", "ق": "Q"},
    **{"ك": "K", "ل": "L", "م": "M", "ن": "N", "ه": "H", "ة": "A", "ى": "A", "ء": "", "ؤ": "U", "ئ": "E"},
    **{"پ": "P", "چ": "CH", "ژ": "ZH", "گ": "G", "ک": "K", "ی": "I", "ڤ": "V"},
}
_VOWELS = "AEIOU"
_MARKS = re.compile(r"[\u0640\u064b-\u0652\u0670]")
_HAMZA = str.maketrans("أإآٱ", "اااا")


def transliterate(arabic: str) -> str:
    """Return a Latin form in capitals, or "" where there is no Arabic letter."""
    plain = _MARKS.sub("", arabic).translate(_HAMZA)
    words = re.sub(r"\bعبد\s*(?=ال)", "عبد", plain).split()
    return " ".join(latin for latin in map(_word, words) if latin)


def _word(word: str) -> str:
    if word in _NAMES:
        return _NAMES[word]
    if word.startswith("عبدال") and len(word) > 5:
        return f"ABDUL{_word(word[5:])}"
    if word.startswith("ال") and len(word) > 3:
        return f"AL-{_word(word[2:])}"
    return _by_letters(word)


def _by_letters(word: str) -> str:
    """Spell a word by its letters, with an A where two consonants meet and no vowel stands before them."""
    spelt: list[str] = []
    for place, letter in enumerate(word):
        latin = _semivowel(word, place) if letter in "وي" else _LETTERS.get(letter, "")
        if not latin or (_open(latin) and spelt[-1:] == [latin]):
            continue
        if not _open(latin) and spelt and not _open(spelt[-1]) and not (len(spelt) > 1 and _open(spelt[-2])):
            spelt.append("A")
        spelt.append(latin)
    return "".join(spelt)


def _open(latin: str) -> bool:
    return latin[0] in _VOWELS


def _semivowel(word: str, place: int) -> str:
    """Return W or Y before a vowel and at the beginning, else the long vowel."""
    consonant, vowel = ("W", "OU") if word[place] == "و" else ("Y", "I")
    before_vowel = place + 1 < len(word) and word[place + 1] in "اةى"
    return consonant if place == 0 or before_vowel else vowel
