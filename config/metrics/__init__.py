"""Numbers for Prometheus: what the web answers, and how the house stands. Off unless VIGIE_METRICS_TOKEN is set.

No label holds anything of a person or a record, and each takes its values from a closed list. See docs/decisions/0018.
"""
