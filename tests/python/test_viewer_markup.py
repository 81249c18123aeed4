"""Names, notes and units are text, whatever they look like: on every page, in every part.

Streamlit reads titles and the labels of controls as Markdown: an image in a name would be
fetched from wherever it points to.
"""

import ast
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import ROOT
from streamlit.testing.v1 import AppTest
from viewer import HOSTILE_NAMES, PAGES, hostile_warehouse, markup, open_page

from app import look

# Elements that read Markdown whatever they are given.
MARKDOWN = {"badge", "caption", "chat_message", "error", "header", "info", "json",
            "latex", "link_button", "markdown", "metric", "page_link", "popover",
            "progress", "spinner", "status", "subheader", "success", "text", "title",
            "toast", "warning", "write", "write_stream", "dataframe", "table",
            "data_editor", "exception", "help", "dialog", "tabs", "image"}  # fmt: skip
OURS = {"a", "b", "br", "button", "caption", "code", "div", "h1", "h2", "i", "li", "nav",
        "ol", "p", "span", "table", "tbody", "td", "th", "thead", "tr"}  # fmt: skip
ATTRIBUTES = {"class", "style", "title", "scope", "colspan", "role", "data-viewer-page",
              "data-viewer-lang", "href", "target", "type", "tabindex", "aria-label",
              "aria-current"}  # fmt: skip


class Reader(HTMLParser):
    """Collect elements and attributes of markup."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.links: list[str | None] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes."""
        self.elements.add(tag)
        self.links += [value for name, value in attrs if name == "href"]
        self.attributes.update(name for name, _ in attrs)


def calls(file: Path) -> list[ast.Call]:
    """Return the calls st.something(...) of a file."""
    return [
        node
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "st"
    ]


def is_plain(node: ast.expr) -> bool:
    """Return whether an argument is a text of ours, or made harmless."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        # `chooser` hands on what it is given; its callers are looked at too.
        return node.id == "label"
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    return name == "label" or (name == "t" and not node.keywords)


@pytest.mark.parametrize(
    "file", sorted((ROOT / "app").rglob("*.py")), ids=lambda f: f.name
)
def test_no_part_of_a_page_reads_data_as_markdown(file: Path) -> None:
    for call in calls(file):
        name = call.func.attr  # type: ignore[union-attr]
        where = f"{file.name}, line {call.lineno}: st.{name}"
        assert name not in MARKDOWN, where
        labels = [k.value for k in call.keywords if k.arg in ("label", "help", "caption",
                                                               "placeholder")]  # fmt: skip
        takes_label = name in ("slider", "select_slider", "selectbox", "toggle", "button",
                               "checkbox", "radio", "multiselect", "text_area", "expander",
                               "text_input", "number_input", "segmented_control", "pills",
                               "download_button", "form_submit_button")  # fmt: skip
        labels += call.args[:1] if takes_label else []
        assert all(is_plain(label) for label in labels), where


def test_choosers_are_given_texts_of_ours() -> None:
    for file in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", ""))
                == "chooser"
            ):
                assert is_plain(node.args[0]), f"{file.name}, line {node.lineno}"


@pytest.mark.parametrize("text", HOSTILE_NAMES)
def test_a_label_has_no_markdown_left(text: str) -> None:
    shown = look.label(text)
    assert not set(shown) & set(r"!#$*/:<>@[\]^_`{|}~")
    assert "www." not in shown.lower()
    assert len(shown) == len(text)


def test_a_label_leaves_ordinary_names_as_they_are() -> None:
    for name in (
        "Innovation & industry",
        "PM2.5 (annual mean), %",
        "黔中·城市群（新）",
    ):
        assert look.label(name) == name


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse whose names and notes are hostile."""
    return hostile_warehouse(tmp_path_factory.mktemp("hostile"))


def parts(test: AppTest) -> list[str]:
    """Return the labels and helps of the controls of a page."""
    found = []
    for element in test.main:
        stack = [element]
        while stack:
            node = stack.pop()
            stack += list(getattr(node, "children", {}).values())
            proto = getattr(node, "proto", None)
            for field in ("label", "help"):
                value = getattr(proto, field, "")
                found += [value] if isinstance(value, str) and value else []
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_hostile_names_stay_text(
    page: str, language: str, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE_DIR", str(hostile))
    test = open_page(page=page, lang=language, mart="dim_city")
    assert not test.exception
    assert "evil" in markup(test) or page == "download"
    reader = Reader()
    reader.feed(markup(test))
    assert reader.elements <= OURS
    assert reader.attributes <= ATTRIBUTES
    # Links lead to states of the viewer, whatever a name looks like.
    assert reader.links
    assert all(link and link.startswith("?page=") for link in reader.links)
    labels = parts(test)
    assert len(labels) > 2 or page == "about"
    assert not [label for label in labels if set(label) & set("![<$`@")]
