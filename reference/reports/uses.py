"""Where codes are used, found without knowing who uses them."""

from collections.abc import Collection

from django.db.models import ManyToOneRel, Model

from audit.models import Version
from reference.models import Code, CodeList, Crosswalk, Place

OWN = (Code, Crosswalk, Version)  # parents, mappings and what rows were are no records


def uses_of(code_list: CodeList, codes: Collection[str]) -> int:
    """How many records of the rooms above name one of these codes."""
    table: type[Model] = Place if code_list.definition.table == "place" else Code
    entries = table._default_manager.filter(code_list=code_list, code__in=codes)
    return sum(
        relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": entries}).count()
        for relation in table._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel) and not issubclass(relation.related_model, OWN)
    )
