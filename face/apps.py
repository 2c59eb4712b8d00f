from django.apps import AppConfig

from face.dates import teach_first_of_month


class FaceConfig(AppConfig):
    name = "face"

    def ready(self) -> None:
        """Teach Django what it does not know of French."""
        teach_first_of_month()
