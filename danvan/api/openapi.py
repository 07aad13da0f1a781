"""The API described in OpenAPI 3.1, built from what it reads and answers."""

from __future__ import annotations

from typing import Any

from danvan.api.asking import MOST, USUAL

Schema = dict[str, Any]


def _is(kind: str, about: str = "", **more: Any) -> Schema:
    return {"type": kind, **({"description": about} if about else {}), **more}


def _maybe(kind: str, about: str = "", **more: Any) -> Schema:
    return {"type": [kind, "null"], **({"description": about} if about else {}), **more}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list_of(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _query(name: str, about: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


_COUNT = _is("integer", minimum=0)
_BOTH = {"registered": _COUNT, "recognised": _COUNT}
_NAMED = _object(code=_is("string", "Mã ổn định"), name=_is("string", "Tên"))
_DAY = _maybe("string", format="date")
_MAYBE_TEXT = _maybe("string")

_OF_CERTIFICATE = {
    "code": _is("string", "Mã giấy, ví dụ 7KQ4-M2PD"),
    "status": _is("string", enum=["valid", "replaced", "revoked"]),
    "paper": _is("string", "Giấy công nhận hoặc giấy khen", enum=["recognition", "commendation"]),
    "serial": _is("string", "Số vào sổ"),
    "decision": _ref("Cited"),
    "is_illustrative": _is("boolean"),
    "url": _is("string", format="uri"),
}

SCHEMAS: dict[str, Schema] = {
    "Error": _object(error=_is("string", "Một câu nói rõ sai ở đâu")),
    "Named": _NAMED,
    "Practice": _object(
        id=_is("integer", "Số ổn định của mô hình"), title=_is("string"),
        kind=_is("string", enum=["collective", "individual"]),
        holder=_maybe("string", "Trống khi cá nhân chưa được công nhận"), unit=_ref("Named"), superior=_is("string"),
        theme={"anyOf": [_ref("Named"), {"type": "null"}]}, year=_is("integer", "Năm đăng ký"),
        status=_is("string", enum=["registered", "recognised", "commended", "revoked"]), recognised_on=_DAY,
        recognised_by=_MAYBE_TEXT, commended_on=_DAY, commended_by=_MAYBE_TEXT,
        is_illustrative=_is("boolean", "Dữ liệu minh họa"), url=_maybe("string", format="uri"),
    ),
    "PracticeInFull": {
        "allOf": [_ref("Practice"), _object(content=_is("object", additionalProperties={"type": "string"}))]
    },
    "Unit": _object(
        id=_is("integer"), code=_is("string", "Mã ổn định, dùng cho tham số unit"), name=_is("string"),
        kind=_is("string"), parent={"anyOf": [_ref("Named"), {"type": "null"}]}, ended_on=_DAY,
        url=_is("string", format="uri"),
    ),
    "Decision": _object(
        id=_is("integer"), number=_MAYBE_TEXT, signed_on=_DAY, date_text=_MAYBE_TEXT,
        kind=_is("string", enum=["recognise", "commend", "amend", "revoke"]),
        state=_is("string", enum=["issued", "replaced", "revoked"]), body=_is("string"), unit=_ref("Named"),
        summary=_is("string"), items=_COUNT,
        amends={"anyOf": [_ref("Cited"), {"type": "null"}], "description": "Quyết định được đính chính, thu hồi"},
        is_illustrative=_is("boolean"), url=_is("string", format="uri"),
    ),
    "Cited": _object(
        id=_is("integer"), number=_MAYBE_TEXT, signed_on=_DAY, body=_is("string"), url=_is("string", format="uri"),
    ),
    "Certificate": _object(
        **_OF_CERTIFICATE, title=_is("string"), kind=_MAYBE_TEXT, holder=_is("string"), unit=_is("string"),
        superior=_is("string"), year=_maybe("integer"), award=_MAYBE_TEXT,
    ),
    "EndedCertificate": _object(
        **_OF_CERTIFICATE, ended_by={"anyOf": [_ref("Cited"), {"type": "null"}]}, reason=_MAYBE_TEXT,
        replaced_by={"anyOf": [_object(code=_is("string"), url=_is("string", format="uri")), {"type": "null"}]},
    ),
    "UnknownCertificate": {
        "type": "object", "required": ["error", "status"],
        "properties": {
            "error": _is("string"), "status": _is("string", enum=["unknown"]),
            "slip": _is("boolean", "Ký tự kiểm tra không khớp: mã bị gõ nhầm hoặc thiếu"),
        },
    },
    "Statistics": _object(**{
        "from": _maybe("integer"), "to": _maybe("integer"), "unit": {"anyOf": [_ref("Named"), {"type": "null"}]},
        "reading": _is("string", "Cách tính theo đơn vị", enum=["then", "now"]), **_BOTH,
        "collective": _COUNT, "individual": _COUNT,
        "commended": _object(collective=_COUNT, individual=_COUNT),
        "by_theme": {"type": "array", "items": _object(code=_is("string"), name=_is("string"), **_BOTH)},
        "by_year": {"type": "array", "items": _object(year=_is("integer"), **_BOTH)},
        "by_unit": {"type": "array", "items": _object(code=_is("string"), name=_is("string"), **_BOTH)},
        "titles": {"type": "array", "items": _object(
            criteria_set=_is("string"), name=_is("string"), year=_is("integer"), registered=_COUNT, assessed=_COUNT,
            passed=_is("integer", "Đạt ngưỡng của bộ tiêu chí", minimum=0),
            full=_is("integer", "Đạt mọi tiêu chí áp dụng", minimum=0),
            **{"break": _maybe("string", "Vì sao không so sánh được với năm trước đó: bộ tiêu chí hoặc quy tắc đạt "
                                         "ngưỡng đã đổi; trống khi so sánh được hoặc không có năm trước")},
        )},
    }),
}  # fmt: skip
for _name in ("Practice", "Unit", "Decision"):
    SCHEMAS[f"{_name}List"] = _object(
        count=_COUNT, page=_COUNT, page_size=_COUNT,
        next=_maybe("string", "Địa chỉ trang sau; trống ở trang cuối", format="uri"),
        previous=_maybe("string", "Địa chỉ trang trước; trống ở trang đầu", format="uri"),
        results=_list_of(_name),
    )  # fmt: skip

_PAGING = [
    _query("page", "Trang, từ 1", _is("integer", minimum=1, default=1)),
    _query("page_size", f"Số dòng mỗi trang, không quá {MOST}",
           _is("integer", minimum=1, maximum=MOST, default=USUAL)),
]  # fmt: skip
_WORDS = _query("q", "Các từ cần tìm, có dấu hoặc không dấu", _is("string", maxLength=200))
_READING = _query(
    "reading", "then: theo đơn vị tại thời điểm đăng ký; now: quy đổi về đơn vị hiện nay. Tổng toàn bộ bằng nhau ở cả "
    "hai cách; giá trị khác được hiểu là then", _is("string", enum=["then", "now"], default="then"),
)  # fmt: skip
_SCOPE = [
    _query("from", "Từ năm đăng ký; mặc định không giới hạn", _is("integer", minimum=1900, maximum=2199)),
    _query("to", "Đến năm đăng ký; mặc định không giới hạn", _is("integer", minimum=1900, maximum=2199)),
    _query("unit", "Mã đơn vị: đơn vị đó và mọi cấp dưới; mặc định là toàn bộ. Dấu ~ đứng trước mã: phần chưa phân bổ "
           "của đơn vị đó, chỉ có khi reading=now", _is("string")),
    _query("within", "Mã đơn vị theo cây tổ chức khi đăng ký, không đổi theo reading", _is("string")),
    _READING,
]  # fmt: skip
_MANY = {"type": "array", "items": {"type": "string"}}
_FILTERS = [
    _WORDS,
    _query("theme", "Mã lĩnh vực, lặp lại được", _MANY),
    _query("kind", "Loại, lặp lại được",
           {"type": "array", "items": _is("string", enum=["collective", "individual"])}),
    _query("year", "Năm đăng ký, lặp lại được", {"type": "array", "items": _is("integer")}),
    *_SCOPE,
    _query("status", "Tình trạng; registered gồm mọi mô hình đã công bố",
           _is("string", enum=["recognised", "registered", "appraised", "commended"], default="recognised")),
    _query("replication", "Đã có nơi làm theo hay chưa",
           {"type": "array", "items": _is("string", enum=["copied", "not-copied"])}),
    _query("origin", "Học từ nơi khác hay tự khởi xướng",
           {"type": "array", "items": _is("string", enum=["copy", "own"])}),
    _query("validity", "Còn hiệu lực hay đã bị thu hồi; chỉ có nghĩa với status recognised, commended",
           _is("string", enum=["in-force", "revoked"], default="in-force")),
    _query("exact", "1: tìm đúng chữ đã gõ, không sửa lỗi gõ", _is("string", enum=["1"])),
    *_PAGING,
]  # fmt: skip


def _path(summary: str, schema: str, parameters: list[Schema], *refusals: int) -> Schema:
    told = {304: "Chưa có gì mới", 400: "Tham số không đọc được", 404: "Không có"}
    answers: Schema = {"200": {"description": summary, "content": _content(schema)}}
    answers["304"] = {"description": told[304]}
    for code in refusals:
        answers[str(code)] = {"description": told[code], "content": _content("Error")}
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


def _content(schema: str) -> Schema:
    return {"application/json": {"schema": _ref(schema)}}


def _certificate() -> Schema:
    code = {"name": "code", "in": "path", "required": True, "schema": _is("string", maxLength=20)}
    told = _path("Giấy còn hiệu lực", "Certificate", [code])
    told["get"]["responses"] |= {
        "404": {"description": "Không có giấy nào mang mã này", "content": _content("UnknownCertificate")},
        "410": {"description": "Giấy đã thay thế hoặc thu hồi", "content": _content("EndedCertificate")},
        "429": {"description": "Hỏi quá nhiều trong một phút; xem Retry-After", "content": _content("Error")},
    }
    return told


_ID = {"name": "id", "in": "path", "required": True, "schema": _is("integer")}

DESCRIPTION: Schema = {
    "openapi": "3.1.0",
    "info": {
        "title": "Sổ vàng Dân vận khéo",
        "version": "1",
        "description": "Dữ liệu công khai, chỉ đọc. Tham số cũng nhận tên tiếng Việt như trên các trang: linh-vuc, "
        "loai, nam, tu, den, don-vi, khi-do, tinh-trang, nhan-rong, nguon, hieu-luc, dung-chu. "
        "Một phần là dữ liệu minh họa (is_illustrative).",
    },
    "servers": [{"url": "/api/v1"}],
    "paths": {
        "/practices": _path("Danh sách mô hình", "PracticeList", _FILTERS, 400, 404),
        "/practices/{id}": _path("Một mô hình được công nhận", "PracticeInFull", [_ID], 404),
        "/units": _path("Danh sách đơn vị", "UnitList", [_WORDS, _READING, *_PAGING], 400),
        "/decisions": _path("Danh sách quyết định", "DecisionList", [_WORDS, *_PAGING], 400),
        "/certificates/{code}": _certificate(),
        "/statistics": _path("Số liệu của một phạm vi", "Statistics", _SCOPE, 400, 404),
    },
    "components": {"schemas": SCHEMAS},
}
