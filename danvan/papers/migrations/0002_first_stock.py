"""The first pre-printed stock, from ``fixtures/stock``; every one can be copied and changed afterwards."""

import json
from typing import Any

from django.conf import settings
from django.db import migrations

FILES = settings.BASE_DIR / "fixtures" / "stock"


def write(apps: Any, schema_editor: Any) -> None:
    for file in sorted(FILES.glob("*.json")):
        row = json.loads(file.read_text(encoding="utf-8"))
        code = row.pop("code")
        apps.get_model("papers", "Stock").objects.get_or_create(code=code, defaults=row)


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
