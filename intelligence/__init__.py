"""The intelligence cycle: requirement, collection, analysis, dissemination, evaluation; link charts, trends and alerts."""
