"""The demo data, loaded once for the tests of this folder and taken back afterwards."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """Everything ``seed_demo`` loads, in one transaction around all tests of this folder."""
    kept = {name: getattr(settings, name) for name in ("VAR_DIR", "MEDIA_ROOT", "PASSWORD_HASHERS")}
    folder = tmp_path_factory.mktemp("demo")
    settings.VAR_DIR = settings.MEDIA_ROOT = folder
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        try:
            call_command("seed_demo", verbosity=0)
            yield folder
        finally:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)
            for name, value in kept.items():
                setattr(settings, name, value)


@pytest.fixture
def seeded(demo, db, settings):
    """One test on the demo data, with the demo's own files."""
    settings.MEDIA_ROOT = settings.VAR_DIR = demo
    return demo
