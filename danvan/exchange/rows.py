"""One line of a registration sheet: its cells read, matched with what is stored, and judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from danvan.dossiers.content import WRITTEN, Content
from danvan.dossiers.enums import Continuity, Holder
from danvan.exchange import parsing
from danvan.exchange.cells import Value, is_marked, name_key, text_of
from danvan.exchange.columns import Columns
from danvan.exchange.finding import NotFound, ThemeFinder
from danvan.exchange.grid import Line
from danvan.exchange.parsing import CellProblem
from danvan.exchange.preview import CellPreview

_TEXTS = (
    "title", "holder_name", "situation", "objectives", "method", "place", "forces", "resources", "schedule", "outputs",
    "upkeep", "contact", "achieved",
)  # fmt: skip
_READERS: dict[str, Callable[[Value], Any]] = {name: parsing.text(name) for name in _TEXTS} | {
    "holder_kind": parsing.holder, "continuity": parsing.continuity, "registered_on": parsing.day,
}  # fmt: skip


@dataclass
class Reading:
    """What one line says so far: values by field, cells to show, problems by field."""

    columns: Columns
    line: Line
    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def take(self, name: str, reader: Callable[[Value], Any], *, required: str = "") -> Any:
        """Read one cell; a blank one is left alone, or is a problem where ``required`` says so."""
        if name not in self.columns:
            return None
        self.order.append(name)
        raw = self.columns.value(self.line, name)
        if raw is None:
            if required:
                self.problems[name] = required
            return None
        try:
            self.values[name] = reader(raw)
        except (CellProblem, NotFound) as wrong:
            self.problems[name] = str(wrong)
        return self.values.get(name)

    def blame(self, name: str, sentence: str) -> None:
        """Note a problem on a cell, or on the title where the sheet has no such column."""
        self.problems.setdefault(name if name in self.columns else "unit", sentence)

    def cells(self, stored: Callable[[str], str] | None = None) -> tuple[CellPreview, ...]:
        """The cells that were read, each beside what is stored."""
        shown = []
        for name in self.order:
            raw = text_of(self.columns.value(self.line, name))
            new = parsing.shown(self.values[name]) if name in self.values and name != "unit" else raw
            old = stored(name) if stored else ""
            new = new or old
            shown.append(
                CellPreview(
                    self.columns.label(name), self.columns.ref(self.line, name), old, new,
                    self.problems.get(name, ""), self.columns.raw_text(self.line, name),
                )
            )  # fmt: skip
        return tuple(shown)


def read_model(reading: Reading, themes: ThemeFinder) -> None:
    """Read every column that a model's registration can have."""
    reading.take("title", _READERS["title"], required="Thiếu tên mô hình.")
    reading.take("theme", lambda value: themes.find(text_of(value)))
    for name in (*_TEXTS[1:], "holder_kind", "continuity", "registered_on"):
        reading.take(name, _READERS[name])
    _read_marks(reading)
    _read_group(reading, themes)


def read_companion(reading: Reading, themes: ThemeFinder) -> None:
    """Read the model that a unit registers beside its title."""
    reading.take("title", _READERS["title"])
    reading.take("theme", lambda value: themes.find(text_of(value)))
    for name in ("contact", "registered_on"):
        reading.take(name, _READERS[name])


def read_title(reading: Reading, most: int) -> None:
    """Read what a unit writes to register for its title."""
    for name in ("contact", "registered_on"):
        reading.take(name, _READERS[name])
    reading.take("target_count", lambda value: parsing.whole(value, least=1, most=most, what="Số tiêu chí đăng ký"))


def _read_marks(reading: Reading) -> None:
    """The two columns Mới and Duy trì, one of which carries a cross."""
    columns, line = reading.columns, reading.line
    marked = [name for name in ("is_new", "is_kept") if is_marked(columns.value(line, name))]
    reading.order += marked
    if len(marked) == 2:
        reading.problems["is_new"] = "Đánh dấu cả hai ô Mới và Duy trì. Hãy để lại một ô."
    elif marked:
        reading.values["continuity"] = Continuity.NEW if marked == ["is_new"] else Continuity.KEPT


def _read_group(reading: Reading, themes: ThemeFinder) -> None:
    """A heading over the rows can say who the holders are, or which theme they belong to."""
    group = reading.line.group
    key = name_key(group)
    if "holder_kind" not in reading.values and key.startswith(("tập thể", "cá nhân")):
        reading.values["holder_kind"] = Holder.COLLECTIVE if key.startswith("tập thể") else Holder.INDIVIDUAL
    if "theme" not in reading.columns and group and (theme := themes.get(group)) is not None:
        reading.values["theme"] = theme


def content_from(values: dict[str, Any], base: Content) -> Content:
    """The content with what the sheet says laid over it."""
    kept = {name: getattr(base, name) for name in WRITTEN}
    return Content(**{**kept, **{name: value for name, value in values.items() if name in WRITTEN}})
