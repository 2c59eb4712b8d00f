from django.apps import AppConfig

from config import logs


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Once, before anything is done."""
        logs.set_up()
