"""What the tests of rearranging share: the addresses, a merger to preview, and the agreeing to it."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests import make

NEW, TABLE, LIST = (reverse(f"office:{name}") for name in ("rearrange-new", "rearrange-table", "rearrange"))
MERGER = "V;;N;Đảng bộ xã Mới;;;01/03/2026;Nghị quyết số 1\nU;;N;;;;01/03/2026"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def as_dung(cast) -> Client:
    """The reviewer of the province, and a second commune in the east."""
    make.unit("U", parent=cast.east, name="Đảng bộ xã Ao Sen")
    return signed_in(cast.dung)


def preview(client: Client, text: str, address: str = TABLE):
    return client.post(address, {"bang": text})


def agree(client: Client, seen, **more: str):
    context = seen.context
    return client.post(TABLE, {"bang": context["text"], "dau": context["mark"], "xac-nhan": "1", **more})


def faults(answer) -> list[str]:
    return [f"{fault['row']}: {fault['sentence']}" for fault in answer.context["faults"]]
