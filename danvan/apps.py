"""Makes the top package an app, so that its production checks are always registered."""

from django.apps import AppConfig

from danvan import checks


class PortalConfig(AppConfig):
    """The portal as a whole; the packages below it are apps of their own."""

    name = "danvan"
    verbose_name = "Dân vận khéo"

    def ready(self) -> None:
        """Register what `check --deploy` asks before real use."""
        checks.register_all()
