"""The intelligence cycle: requirement, collection, analysis, dissemination, evaluation.

Link charts, trends and alerts come with it.
"""
