from django.apps import AppConfig


class TrialsConfig(AppConfig):
    name = "tests.trials"
    label = "trials"
