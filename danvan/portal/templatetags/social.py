"""What a page says of itself to search engines and to whoever is sent its address: title, sentence, picture."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from danvan.portal import links

register = template.Library()
SITE = "Sổ vàng Dân vận khéo"
CARD = "img/the-so-vang.png"  # the drawn card of every page without one of its own


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> SafeString:
    """What a block of this page says, a second time; only outside of included templates."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return mark_safe(str(block.render(context)).strip()) if isinstance(block, BlockNode) else mark_safe("")


@register.inclusion_tag("portal/_meta.html", takes_context=True)
def social(context: Context) -> dict[str, Any]:
    """The canonical address, and the tags that other sites read. A view may say ``canonical`` (a path), ``card`` (the
    address of a picture of 1200 by 630), ``card_alt`` and ``page_kind`` (``article``)."""
    request = context.get("request")
    path = context.get("canonical") or (request.path if request else "/")
    own = context.get("card")
    return {
        "site": SITE,
        "title": mark_safe(str(again(context, "full_title")).removesuffix(f" | {SITE}")),
        "description": again(context, "description"),
        "canonical": links.absolute(path),
        "kind": context.get("page_kind") or "website",
        "locale": "en_GB" if str(again(context, "lang")) == "en" else "vi_VN",
        "card": links.absolute(own or static(CARD)),
        "card_alt": context.get("card_alt") if own else f"{SITE}: hoa sen trên hai bàn tay",
        "has_address": bool(settings.SITE_URL) and request is not None,
    }
