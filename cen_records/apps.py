from django.apps import AppConfig


class CenRecordsConfig(AppConfig):
    name = "cen_records"
