"""Names, numbers and units in the reader's language."""

from collections.abc import Iterable, Sequence

from app.data import Row, ask
from app.texts import TEXTS, language, t

ESTIMATES = ("interpolated", "carried")


def name(row: Row, what: str) -> str:
    """Return the name of a thing in the reader's language, such as cluster or city."""
    chosen = row.get(f"{what}_{language()}")
    return chosen or row.get(f"{what}_en") or row.get(f"{what}_zh") or ""


def text(row: Row, what: str) -> str:
    """Return a text in the reader's language; nothing where it is not translated."""
    return row.get(f"{what}_zh" if language() == "zh" else what) or ""


def inline(text: str) -> str:
    """Return a name as it stands within an English sentence: Gas coverage, but GDP."""
    word = text.split(" ")[0]
    is_proper = word == "Krugman" or not word[1:2].islower()
    return text if is_proper or language() == "zh" else text[:1].lower() + text[1:]


def names(rows: Iterable[Row], what: str, called: str = "") -> dict[str, str]:
    """Return the names of things, or of what they are called by, by their id."""
    return {row[f"{what}_id"]: name(row, called or what) for row in rows}


def number(value: float | None, decimals: int = 2) -> str:
    """Return a number with thousands separators, or a dash where there is none."""
    if value is None:
        return "–"
    # z: what rounds to 0 has no sign.
    return f"{value:z,.{decimals}f}".replace("-", "−")


def exact(value: float | None) -> str:
    """Return a number with as many decimals as it has."""
    return "–" if value is None else f"{value:,.10g}".replace("-", "−")


def signed(value: float | None, decimals: int = 2) -> str:
    """Return a number with its sign."""
    if value is None:
        return "–"
    return ("+" if value > 0 else "") + number(value, decimals)


def percent(share: float | None, decimals: int = 0) -> str:
    """Return a share of 1 as a percentage: 0% is none, 100% is all."""
    if share is None:
        return "–"
    share = round(share, 9)
    text, step = number(share * 100, decimals), 10**-decimals
    if 0 < share < 1 and text in (number(0, decimals), number(100, decimals)):
        return (f"<{number(step, decimals)}%" if share < 0.5
                else f">{number(100 - step, decimals)}%")  # fmt: skip
    return f"{text}%"


# Of a unit that is not here, figures have one.
DECIMALS = {
    **dict.fromkeys(("yuan", "0_or_1", "persons", "beds", "patents", "km", "km2",
                     "10k_yuan", "10k_usd"), 0),
    **dict.fromkeys(("ratio", "index", "10k_persons"), 2),
}  # fmt: skip


def decimals(unit: str | None) -> int:
    """Return with how many decimals figures of a unit are shown."""
    return DECIMALS.get(unit or "", 1)


def figure(value: float | None, unit: str | None) -> str:
    """Return a value as its unit asks: yes or no, percent, thousands."""
    if value is None:
        return "–"
    if unit == "0_or_1":
        return t("yes") if value == 1 else t("no") if value == 0 else number(value, 2)
    text = number(value, decimals(unit))
    return f"{text}%" if unit == "percent" else text


def unit_name(unit: str | None) -> str:
    """Return a unit in words: shorter ones of the texts, else those of the seeds."""
    if not unit or f"unit.{unit}" in TEXTS:
        return t(f"unit.{unit}") if unit else ""
    return "".join(name(row, "unit") for row in ask("shared/unit", unit=unit)) or unit


def with_unit(value: float | None, unit: str | None) -> str:
    """Return a value and its unit."""
    text = figure(value, unit)
    if value is None or unit in ("percent", "0_or_1", "index", "ratio", None):
        return text
    times = "× " if language() == "en" and unit_name(unit)[:1].isdigit() else ""
    return f"{text} {times}{unit_name(unit)}"


def of_indicator(value: float | None, about: Row) -> str:
    """Return a value with its unit, unless the name of the indicator says it already."""
    if name(about, "indicator").endswith(unit_name(about["unit"]) or "-"):
        return figure(value, about["unit"])
    return with_unit(value, about["unit"])


def status(row: Row) -> str:
    """Return what a value rests on, without its doubts, in words; nothing without one."""
    known = row.get("value") is not None
    return t(f"status.{row['status']}", year=row["from_year"]) if known else ""


def status_text(row: Row) -> str:
    """Return what a value rests on, in words."""
    if row.get("value") is None:
        return t("no_figure")
    text = status(row)
    return t("status.warned", status=text) if row.get("warning_flags") else text


def sentences(*parts: str) -> str:
    """Return sentences one after the other; Chinese ones have no space between."""
    return ("" if language() == "zh" else " ").join(part for part in parts if part)


def join(parts: Sequence[str]) -> str:
    """Return a list in words."""
    if len(parts) < 2:
        return "".join(parts)
    return t("comma").join(parts[:-1]) + t("and") + parts[-1]
