"""The text of a landing file: in which encoding its bytes are, declared or unmistakable.

UTF-8, with a byte order mark or without, and UTF-16 are told by the bytes. GB18030 is taken
undeclared only where the text then consists of the characters that the Chinese names of the
seeds consist of: in bytes of another encoding those are rare. Nothing else is guessed.
"""

import codecs
from dataclasses import dataclass

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Of the Chinese characters of a text, how many must be known ones. Names of places and
# units that are not in the seeds share most of theirs; Korean, Japanese or Western bytes
# read as GB18030 have fewer than one in ten.
KNOWN_SHARE = 0.5


@dataclass(frozen=True)
class Decoded:
    """A text, and what is said of its encoding: nothing of plain UTF-8."""

    text: str
    said: str = ""


class UndecodableError(ValueError):
    """Bytes that are no text; says in which row, what stands there and what to do."""

    def __init__(self, row: int | None, shown: str | None, rule: str) -> None:
        """Keep the place and the rule."""
        self.row, self.shown, self.rule = row, shown, rule
        super().__init__(rule)


def decode(data: bytes, declared: str, known: frozenset[str], beside: str) -> Decoded:
    """Return the text of a file.

    Args:
        data: its bytes.
        declared: the encoding that its mapping names, or nothing.
        known: characters of the Chinese names of the seeds.
        beside: the mapping's name, for advice.

    Raises:
        UndecodableError: it is empty, or no text in the encoding.

    """
    if not data.strip():
        raise UndecodableError(None, None, "the file is empty")
    if data[:2] == b"\x1f\x8b" or data[:4] == b"PK\3\4":
        rule = "a packed file, expected text; unpack it, or name it .xlsx if it is one"
        raise UndecodableError(None, None, rule)
    if declared:
        return Decoded(decoded_as(data, declared, beside), f"read as {declared}")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = decoded_as(data[len(mark) :], encoding, beside)
            return Decoded(text, "" if encoding == "utf-8" else f"read as {encoding}")
    if b"\0" in data:
        return without_mark(data, beside)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if is_chinese(data, known):
            return Decoded(data.decode("gb18030"), "read as gb18030")
        row = data[: error.start].count(b"\n") + 1
        line = data.split(b"\n")[row - 1]
        rule = (
            "not UTF-8, expected UTF-8; save it as CSV UTF-8, or say `encoding:` and its "
            f"name, such as gb18030, big5 or cp1252, in {beside} (docs/landing.md)"
        )
        raise UndecodableError(row, line.decode("utf-8", "replace"), rule) from None


def decoded_as(data: bytes, encoding: str, beside: str) -> str:
    """Return bytes as text of an encoding that is known to be meant."""
    try:
        text = data.decode(encoding)
    except LookupError:
        rule = (
            f"`encoding: {encoding}` of {beside} is no encoding, expected such as "
            "utf-8, gb18030, big5, cp1252"
        )
        raise UndecodableError(None, None, rule) from None
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        line = data.split(b"\n")[row - 1].decode(encoding, "replace")
        raise UndecodableError(row, line, f"not text in {encoding}") from None
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise UndecodableError(row, None, "contains a NUL byte, expected UTF-8 text")
    return text.removeprefix("\ufeff")


def without_mark(data: bytes, beside: str) -> Decoded:
    """Return the text of bytes with NUL among them: UTF-16, or none."""
    for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if len(data) % 2 == 0 and zeros.count(0) > len(zeros) / 2:
            return Decoded(decoded_as(data, encoding, beside), f"read as {encoding}")
    row = data[: data.index(b"\0")].count(b"\n") + 1
    raise UndecodableError(row, None, "contains a NUL byte, expected UTF-8 text")


def is_chinese(data: bytes, known: frozenset[str]) -> bool:
    """Whether bytes are GB18030 and nothing else: they spell known characters."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = [c for c in text if ord(c) > 127]
    # Of two bytes above 160 each: a Western letter stands alone among plain ones.
    n_pairs = sum(min(c.encode("gb18030")) > 160 for c in foreign)
    written = [c for c in foreign if c >= "\u3400"]
    n_known = sum(c in known for c in written)
    return n_pairs >= 0.9 * len(foreign) and n_known >= KNOWN_SHARE * len(written) > 0
