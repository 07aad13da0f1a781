"""The first forms of commendation, from ``fixtures/awards/forms.json``; every one can be changed afterwards."""

import json
from typing import Any

from django.conf import settings
from django.db import migrations

FORMS = settings.BASE_DIR / "fixtures" / "awards" / "forms.json"


def write(apps: Any, schema_editor: Any) -> None:
    for row in json.loads(FORMS.read_text(encoding="utf-8"))["forms"]:
        code = row.pop("code")
        apps.get_model("decisions", "AwardForm").objects.get_or_create(code=code, defaults=row)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0005_what_is_issued_is_published")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
