"""The OpenAPI description in the words of a page: addresses, parameters, answers and shapes, each said once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from danvan.api.openapi import DESCRIPTION

Schema = Mapping[str, Any]
_KINDS = {"string": "chữ", "integer": "số", "boolean": "đúng/sai", "object": "nhóm", "array": "danh sách", "null": ""}
_EXAMPLES = {
    "/practices": "/practices?theme=nong-thon-moi&page_size=50", "/practices/{id}": "", "/units": "/units?q=tan+yen",
    "/decisions": "/decisions?q=2559", "/statistics": "/statistics?from=2018&to=2020",
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One parameter or one part of an answer."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True)
class Answer:
    """What one status of an address means, and the shape that comes with it."""

    status: str
    about: str
    shape: str
    anchor: str


@dataclass(frozen=True)
class Call:
    """One address of the API."""

    path: str
    anchor: str
    title: str
    example: str
    fields: list[Field]
    answers: list[Answer]


@dataclass(frozen=True)
class Shape:
    """One shape of the answers."""

    name: str
    anchor: str
    fields: list[Field]


def calls() -> list[Call]:
    """Every address, in the order of the description."""
    return [_call(path, told["get"]) for path, told in DESCRIPTION["paths"].items()]


def _call(path: str, get: Schema) -> Call:
    fields = [Field(one["name"], kind(one["schema"]), one.get("description", "")) for one in get["parameters"]]
    answers = [_answer(status, told) for status, told in get["responses"].items()]
    anchor = path.strip("/").replace("/", "-").strip("{}").replace("{", "").replace("}", "")
    return Call(path, f"goi-{anchor}", get["summary"], _EXAMPLES.get(path, ""), fields, answers)


def _answer(status: str, told: Schema) -> Answer:
    content: Schema = next(iter(told.get("content", {}).values()), {})
    shape = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return Answer(status, told["description"], shape, f"dang-{shape.lower()}" if shape else "")


def schemas() -> list[Shape]:
    """Every shape, with its parts."""
    return [
        Shape(name, f"dang-{name.lower()}", _parts(schema))
        for name, schema in DESCRIPTION["components"]["schemas"].items()
    ]


def _parts(schema: Schema) -> list[Field]:
    found = [
        Field(name, kind(part), part.get("description", "")) for name, part in schema.get("properties", {}).items()
    ]
    for part in schema.get("allOf", []):
        found += [Field("", f"mọi cột của {_name(part)}", "")] if "$ref" in part else _parts(part)
    return found


def _name(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def kind(schema: Schema) -> str:
    """The kind of a value in words: “số”, “chữ (ngày)”, “danh sách Practice”, “Named hoặc trống”."""
    if name := _name(schema):
        return name
    if options := schema.get("anyOf"):
        named = [kind(one) for one in options if one.get("type") != "null"]
        return " hoặc ".join([*named, "trống"])
    told = schema.get("type", "object")
    kinds = told if isinstance(told, list) else [told]
    words = " hoặc ".join(_KINDS[one] or "trống" for one in kinds)
    if "items" in schema:
        words = f"{words}: {kind(schema['items'])}"
    if schema.get("format"):
        words += {"date": " (năm-tháng-ngày)", "uri": " (địa chỉ)"}.get(schema["format"], "")
    return f"{words}: {', '.join(schema['enum'])}" if "enum" in schema else words
