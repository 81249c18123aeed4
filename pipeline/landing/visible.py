"""Whether a text is what it looks like: no sign that hides, reorders or imitates others.

Names and notes are read by people, compared by people and searched for. What they cannot
see (direction marks, spaces of no width, fillers), or cannot tell apart (a Cyrillic letter
in a Latin word, two codings of one letter) makes two names of one, or one of two. Sources:
Unicode 15.1 with UAX 15 (normal forms), UTS 39 (confusables), RFC 5892 A.1 and A.2 (where
joiners belong).
"""

import re
import unicodedata

# Shown as nothing, though they are letters or marks.
FILLERS = {
    0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0,
    *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0),
}  # fmt: skip
JOINERS = {0x200C, 0x200D}
REPLACEMENT = 0xFFFD
# Ideographs are added with each version of Unicode: one that Python does not know yet
# is still a character.
IDEOGRAPHS = range(0x20000, 0x3FFFE)
# More marks on one letter than any orthography has cover their neighbours.
MAX_MARKS = 4
VIRAMA = 9
JOINING_SCRIPTS = {"ARABIC", "SYRIAC", "MANDAIC", "NKO", "MONGOLIAN", "PHAGS-PA"}

# Scripts with letters that look like Latin ones. A Greek letter stands beside Latin ones
# in units and formulas (μm, kΩ): of these only the look-alikes count.
IMITATING = {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "DESERET",
             "OSAGE", "WARANG", "OLD", "GOTHIC", "TIFINAGH", "BAMUM", "VAI"}  # fmt: skip
GREEK_LOOKALIKES = set("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϜϳϲͿ" + "αγικνορτυχω")
LOOKALIKES = GREEK_LOOKALIKES | set("аеорсухіјѕһԁԛԝѵӏ" + "АВЕКМНОРСТУХІЈЅҮԌԚԜ")
# Latin letters of phonetic script that look like a, g, i, l and others.
PHONETIC = set("ɑɡɩɪʟɴʀʏᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜱ")
WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")


def fault(text: str, is_english: bool = False) -> str | None:
    """Return what in a text is not what it looks like, and where; None for most texts.

    Control characters are not looked for: the rules of form name them.

    Args:
        text: a name, note or file name.
        is_english: whether it is meant to be English: a word that consists of
            look-alikes of Latin letters alone is none.

    """
    if text.isascii():
        return None
    n_marks = 0
    for place, character in enumerate(text):
        if is_hidden(text, place):
            return f"{called(character)} at character {place + 1}"
        is_mark = unicodedata.category(character) in ("Mn", "Me")
        n_marks = n_marks + 1 if is_mark else 0
        if n_marks > MAX_MARKS:
            return f"{called(character)} at character {place + 1}, one mark too many"
    return form_fault(text) or imitation(text, is_english)


def is_hidden(text: str, place: int) -> bool:
    """Return whether nothing shows at a place of a text, or not what was meant."""
    character = text[place]
    code, category = ord(character), unicodedata.category(character)
    if code in JOINERS:
        return not joins(text, place)
    if category == "Cn":
        return code not in IDEOGRAPHS
    if category == "Zs":
        return character not in " \u3000"
    return category in ("Cf", "Co", "Cs", "Zl", "Zp") or code in {*FILLERS, REPLACEMENT}


def joins(text: str, place: int) -> bool:
    """Return whether a joiner stands where an orthography has it.

    After a virama (Devanagari and its kin), or, for the one that does not join, between
    letters of a script that joins.
    """
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if before and unicodedata.combining(before) == VIRAMA:
        return True
    return (
        text[place] == "\u200c" and {script(before), script(after)} <= JOINING_SCRIPTS
    )


def form_fault(text: str) -> str | None:
    """Return the first place where a text is not in Unicode form NFC."""
    normal = unicodedata.normalize("NFC", text)
    if normal == text:
        return None
    pairs = zip(text, normal, strict=False)
    place = next((n for n, (a, b) in enumerate(pairs) if a != b), len(normal))
    return (
        f"{called(text[place])} at character {place + 1}, not in Unicode form NFC "
        f"({called(normal[place])})"
        if place < min(len(text), len(normal))
        else f"not in Unicode form NFC from character {place + 1} on"
    )


def imitation(text: str, is_english: bool) -> str | None:
    """Return the first character that passes for a Latin letter or digit."""
    for place, character in enumerate(text):
        if passes_for_ascii(character, is_english):
            return f"{called(character)} at character {place + 1}"
    for word in WORD.finditer(text):
        letters = [c for c in word[0] if c.isalpha()]
        scripts = {script(c) for c in letters}
        foreign = scripts & IMITATING
        if not foreign:
            continue
        suspects = [
            c
            for c in letters
            if script(c) in IMITATING
            and (script(c) != "GREEK" or c in GREEK_LOOKALIKES)
        ]
        is_mixed = bool(suspects) and ("LATIN" in scripts or len(foreign) > 1)
        # One small Greek letter is a sign of its own: α-diversity.
        is_sign = len(letters) == 1 and foreign == {"GREEK"} and letters[0].islower()
        is_disguised = is_english and not is_sign and LOOKALIKES.issuperset(letters)
        if is_mixed or is_disguised:
            first = suspects[0]
            place = word.start() + word[0].index(first)
            return f"{called(first)} at character {place + 1}"
    return None


def passes_for_ascii(character: str, is_english: bool) -> bool:
    """Return whether a letter or digit is a Latin one in disguise: wide, bold, phonetic."""
    if character.isascii():
        return False
    category = unicodedata.category(character)
    if category[0] != "L" and category not in ("Nd", "Nl"):
        return False
    tag = unicodedata.decomposition(character).split(" ")[0]
    is_ligature = 0xFB00 <= ord(character) <= 0xFB06
    if tag in ("<wide>", "<font>") or is_ligature:
        return unicodedata.normalize("NFKC", character).isascii()
    if not is_english:
        return False
    # Numerals such as Ⅱ are usual in Chinese; in English ⅼ passes for l.
    return (category == "Nl" and tag == "<compat>") or character in PHONETIC


def script(character: str) -> str:
    """Return the script of a letter: the first word of its name."""
    return unicodedata.name(character, "").split(" ")[0] if character else ""


def called(character: str) -> str:
    """Return a character as Unicode calls it: U+202E RIGHT-TO-LEFT OVERRIDE."""
    fallbacks = {"Co": "PRIVATE USE", "Cn": "UNASSIGNED", "Cs": "SURROGATE"}
    unnamed = fallbacks.get(unicodedata.category(character), "UNNAMED")
    return f"U+{ord(character):04X} {unicodedata.name(character, unnamed)}"
