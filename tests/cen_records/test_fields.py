"""The table of fields and the tables of the database agree: nothing leaves that may not, nothing is forgotten."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Field, Model

from cen_records import models
from cen_records.rules.fields import FIELDS, IDENTITIES, LISTS, Reach

NATIONAL = {
    "case": models.Case,
    "lines": models.GoodsLine,
    "conveyances": models.Conveyance,
    "containers": models.Container,
    "legs": models.RouteLeg,
    "concealments": models.Concealment,
    "persons": models.Person,
    "companies": models.Company,
    "external_references": models.ExternalReference,
    "conveyances.identity": models.VehicleIdentity,
    "persons.identity": models.PersonIdentity,
    "companies.identity": models.CompanyIdentity,
}
RELEASED = {
    "case": models.ReleasedCase,
    "lines": models.ReleasedLine,
    "conveyances": models.ReleasedConveyance,
    "containers": models.ReleasedContainer,
    "legs": models.ReleasedLeg,
    "concealments": models.ReleasedConcealment,
    "persons": models.ReleasedPerson,
    "companies": models.ReleasedCompany,
}
# What nobody types: identity, scope, the steps of the work, what is computed.
KEPT_BY_THE_HOUSE = {
    "id", "marks", "case", "administration", "space", "number", "updated_at", "updated_in",
    "reference", "cen_reference", "version", "country_code", "status", "level", "door", "entered_by", "entered_at",
    "submitted_at", "checked_by", "checked_at", "released_by", "released_at", "validated_at", "due_at", "merged_into",
    "is_withdrawn", "flow", "standard_quantity", "standard_unit", "conversion",
    "person", "company", "conveyance", "keep_until_on", "kept_for",
}  # fmt: skip
TYPED_NUMBERS = {"containers", "external_references"}  # where `number` is what is written on the thing


def typed(part: str, model: type[Model]) -> set[str]:
    kept = KEPT_BY_THE_HOUSE - ({"number"} if part in TYPED_NUMBERS else set())
    return {field.name for field in model._meta.concrete_fields} - kept


def listed(part: str, *, down_to: Reach = Reach.NOMINAL) -> set[str]:
    return {field.name for field in FIELDS[part] if field.reach >= down_to}


def test_every_part_has_its_table() -> None:
    assert set(FIELDS) == set(NATIONAL)
    assert set(FIELDS) == {"case", *LISTS, *(f"{part}.identity" for part in IDENTITIES)}


@pytest.mark.parametrize("part", NATIONAL)
def test_every_field_is_classified(part: str) -> None:
    assert typed(part, NATIONAL[part]) == listed(part)


@pytest.mark.parametrize("part", NATIONAL)
def test_no_field_is_listed_twice(part: str) -> None:
    assert len(FIELDS[part]) == len(listed(part))


@pytest.mark.parametrize("part", RELEASED)
def test_released_tables_hold_what_may_leave_and_nothing_else(part: str) -> None:
    assert typed(part, RELEASED[part]) == listed(part, down_to=Reach.REGIONAL)


def test_what_has_no_released_table_does_not_leave() -> None:
    assert all(not listed(part, down_to=Reach.REGIONAL) for part in set(FIELDS) - set(RELEASED))


def test_names_stand_in_tables_of_their_own() -> None:
    nominal = {part for part in FIELDS if listed(part) - listed(part, down_to=Reach.NATIONAL)}

    assert nominal == {f"{part}.identity" for part in IDENTITIES}


def test_nothing_leads_from_a_released_table_to_a_national_one() -> None:
    national = set(NATIONAL.values()) | {models.Draft, models.Release}
    led_to = {
        (model.__name__, field.name)
        for model in RELEASED.values()
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, Field) and field.related_model in national
    }

    assert led_to == set()


def test_every_table_of_the_room_is_known_here() -> None:
    other = {
        models.Draft, models.Step, models.Remark, models.Custody, models.Release, models.ReferenceCounter,
        models.ReleaseNotice,
        models.Attachment, models.ReleasedAttachment,
        models.Batch, models.Delivery,
    }  # fmt: skip
    ours = {model for model in apps.get_app_config("cen_records").get_models() if "Version" not in model.__name__}

    assert ours == {*NATIONAL.values(), *RELEASED.values(), *other}
