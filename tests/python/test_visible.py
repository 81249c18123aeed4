"""Texts that are not what they look like are found, and said what they are."""

import pytest

from pipeline.landing.visible import fault

# Names and notes as many orthographies have them.
PLAIN = [
    "Wuhan", "中国·上海（浦东）", "黔南布依族苗族自治州", "东京都\u3000港区", "𠮷野家",
    "Zürich", "Łódź", "Straße", "São Paulo", "Đà Nẵng", "Hồ Chí Minh", "İzmir", "Iğdır",
    "Kraków–Łódź", "Côte d’Ivoire", "ʻEwa", "Ñuñoa", "ĳssel",
    "मुंबई", "शर्मा", "क्\u200dष", "र्\u200cय", "ශ්\u200dරී ලංකා", "می\u200cخواهم",
    "القاهرة", "ירושלים", "เชียงใหม่", "བོད", "서울", "とうきょう", "ქართული",
    "Москва", "Αθήνα", "Новосибирск",
    "PM2.5浓度", "μg/m³", "kΩ", "σ-convergence", "α-diversity", "km²", "CO₂", "–",
]  # fmt: skip
DECEIVING = [
    ("Wu\u202ehan", "U+202E RIGHT-TO-LEFT OVERRIDE at character 3"),
    ("Wu\u2066han", "U+2066 LEFT-TO-RIGHT ISOLATE at character 3"),
    ("\u061cWuhan", "U+061C ARABIC LETTER MARK at character 1"),
    ("Wuhan\u200e", "U+200E LEFT-TO-RIGHT MARK at character 6"),
    ("Wu\u200bhan", "U+200B ZERO WIDTH SPACE at character 3"),
    ("\ufeffWuhan", "U+FEFF ZERO WIDTH NO-BREAK SPACE at character 1"),
    ("武\u2060汉", "U+2060 WORD JOINER at character 2"),
    ("Wu\u00adhan", "U+00AD SOFT HYPHEN at character 3"),
    ("Wu\u200dhan", "U+200D ZERO WIDTH JOINER at character 3"),
    ("Wu\u200chan", "U+200C ZERO WIDTH NON-JOINER at character 3"),
    ("武\u200d汉", "U+200D ZERO WIDTH JOINER at character 2"),
    ("म\u200dब", "U+200D ZERO WIDTH JOINER at character 2"),
    ("\u200cم", "U+200C ZERO WIDTH NON-JOINER at character 1"),
    ("Wuhan\u3164", "U+3164 HANGUL FILLER at character 6"),
    ("Wuhan\u2800", "U+2800 BRAILLE PATTERN BLANK at character 6"),
    ("武\U000e0100汉", "U+E0100 VARIATION SELECTOR-17 at character 2"),
    ("Wuhan\ufe0f", "U+FE0F VARIATION SELECTOR-16 at character 6"),
    ("Wuhan\u034f", "U+034F COMBINING GRAPHEME JOINER at character 6"),
    ("Wuhan\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A at character 6"),
    ("New\u00a0York", "U+00A0 NO-BREAK SPACE at character 4"),
    ("New\u2003York", "U+2003 EM SPACE at character 4"),
    ("New\u2028York", "U+2028 LINE SEPARATOR at character 4"),
    ("Wu\ue000han", "U+E000 PRIVATE USE at character 3"),
    ("Wu\u0378han", "U+0378 UNASSIGNED at character 3"),
    ("Wu\ufffdhan", "U+FFFD REPLACEMENT CHARACTER at character 3"),
    (
        "Zu\u0308rich",
        "U+0075 LATIN SMALL LETTER U at character 2, not in Unicode form NFC",
    ),
    ("\uf900", "U+F900 CJK COMPATIBILITY IDEOGRAPH-F900 at character 1, not in"),
    ("\u212bland", "U+212B ANGSTROM SIGN at character 1, not in Unicode form NFC"),
    ("a\u0316\u0317\u0318\u0319\u031cb", "at character 6, one mark too many"),
    ("Wuh\u0430n", "U+0430 CYRILLIC SMALL LETTER A at character 4"),
    ("\u0391thens", "U+0391 GREEK CAPITAL LETTER ALPHA at character 1"),
    ("L\u03bfndon", "U+03BF GREEK SMALL LETTER OMICRON at character 2"),
    ("\u13a0ubai", "U+13A0 CHEROKEE LETTER A at character 1"),
    ("\u0391\u0411", "U+0391 GREEK CAPITAL LETTER ALPHA at character 1"),
    ("\uff37uhan", "U+FF37 FULLWIDTH LATIN CAPITAL LETTER W at character 1"),
    ("\U0001d416uhan", "U+1D416 MATHEMATICAL BOLD CAPITAL W at character 1"),
    ("2\uff10\uff12\uff10", "U+FF10 FULLWIDTH DIGIT ZERO at character 2"),
    ("\ufb01nance", "U+FB01 LATIN SMALL LIGATURE FI at character 1"),
]
# What is a word elsewhere is none in English.
IN_ENGLISH = [
    ("\u0421\u041e\u0421\u041e", "U+0421 CYRILLIC CAPITAL LETTER ES at character 1"),
    ("the \u043e\u0441\u0430", "U+043E CYRILLIC SMALL LETTER O at character 5"),
    ("\u0391\u0392", "U+0391 GREEK CAPITAL LETTER ALPHA at character 1"),
    ("\u216condon", "U+216C ROMAN NUMERAL FIFTY at character 1"),
    ("\u0261uizhou", "U+0261 LATIN SMALL LETTER SCRIPT G at character 1"),
]


@pytest.mark.parametrize("text", PLAIN)
def test_names_of_all_countries_pass(text: str) -> None:
    assert fault(text) is None
    assert fault(text, is_english=True) is None


@pytest.mark.parametrize(("text", "said"), DECEIVING)
def test_what_deceives_the_eye_is_named(text: str, said: str) -> None:
    assert said in (fault(text) or "")
    assert said in (fault(text, is_english=True) or "")


@pytest.mark.parametrize(("text", "said"), IN_ENGLISH)
def test_english_names_have_english_letters(text: str, said: str) -> None:
    assert fault(text) is None
    assert said in (fault(text, is_english=True) or "")
