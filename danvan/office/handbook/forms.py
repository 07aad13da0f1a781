"""What the handbook can be asked for."""

from __future__ import annotations

from typing import Any

from danvan.kit.fields import LineField
from danvan.office.forms_list import Asking


class SearchForm(Asking):
    """The words looked for in the chapters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"] = LineField(required=False, max_length=100)
