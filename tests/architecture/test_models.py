"""Every model says what it is for, and somebody has decided what becomes of its history."""

from __future__ import annotations

from enum import StrEnum

import pytest
from django.apps import apps
from django.db import models

from audit.history import version_tables
from audit.models import Version
from tests.architecture.tree import ROOMS


class History(StrEnum):
    """What can be known of a row's past."""

    ROWS = "each version of the row is kept by the database"
    ACTS = "the record of acts tells what was done; earlier versions are not kept"
    EDITIONS = "each edition of the list is kept, with what it changed"
    ITSELF = "rows are only ever added: the table is the history"
    PASSING = "tells how work goes; what the work changed is told by its own acts"
    NONE = "follows from other tables and can be made again"


# `at` is the one time of an entry, `last_login` is Django's, the others are columns of the code lists' files.
OTHER_NAMES = {"at", "last_login", "valid_from", "valid_until"}

# A new model fails here until a line says which.
DECIDED = {
    "accounts.AccessToken": History.ACTS,
    "accounts.Invitation": History.ROWS,
    "accounts.Office": History.ROWS,
    "accounts.OfficeGroup": History.NONE,
    "accounts.Officer": History.ROWS,
    "accounts.Posting": History.ROWS,
    "accounts.RiloMembership": History.ROWS,
    "audit.Act": History.ITSELF,
    "audit.Run": History.PASSING,
    "audit.RunLine": History.ITSELF,
    "audit.Seal": History.ITSELF,
    "audit.SealDelivery": History.ITSELF,
    "audit.SealSubtree": History.ITSELF,
    "audit.WorkerBeat": History.PASSING,
    "cen_records.Attachment": History.ACTS,
    "cen_records.Batch": History.PASSING,
    "cen_records.Case": History.ROWS,
    "cen_records.Company": History.ROWS,
    "cen_records.CompanyIdentity": History.ACTS,
    "cen_records.Concealment": History.ROWS,
    "cen_records.Container": History.ROWS,
    "cen_records.Conveyance": History.ROWS,
    "cen_records.Custody": History.ITSELF,
    "cen_records.Delivery": History.ITSELF,
    "cen_records.Draft": History.PASSING,
    "cen_records.ExternalReference": History.ROWS,
    "cen_records.GoodsLine": History.ROWS,
    "cen_records.Person": History.ROWS,
    "cen_records.PersonIdentity": History.ACTS,
    "cen_records.ReferenceCounter": History.NONE,
    "cen_records.Release": History.ITSELF,
    "cen_records.ReleaseNotice": History.ITSELF,
    "cen_records.ReleasedAttachment": History.ACTS,
    "cen_records.ReleasedCase": History.ROWS,
    "cen_records.ReleasedCompany": History.ROWS,
    "cen_records.ReleasedConcealment": History.ROWS,
    "cen_records.ReleasedContainer": History.ROWS,
    "cen_records.ReleasedConveyance": History.ROWS,
    "cen_records.ReleasedLeg": History.ROWS,
    "cen_records.ReleasedLine": History.ROWS,
    "cen_records.ReleasedPerson": History.ROWS,
    "cen_records.Remark": History.ROWS,
    "cen_records.RouteLeg": History.ROWS,
    "cen_records.Step": History.ITSELF,
    "cen_records.VehicleIdentity": History.ACTS,
    "reference.Code": History.EDITIONS,
    "reference.CodeList": History.ROWS,
    "reference.Crosswalk": History.ROWS,
    "reference.Edition": History.ACTS,
    "reference.EditionContent": History.ITSELF,
    "reference.Place": History.EDITIONS,
}


def our_models() -> list[type[models.Model]]:
    """The models that somebody wrote; tables of versions are made from them."""
    return [model for model in apps.get_models() if model._meta.app_label in ROOMS and not issubclass(model, Version)]


def test_history_of_every_model_is_decided() -> None:
    assert {model._meta.label for model in our_models()} == set(DECIDED)


def test_versions_are_kept_where_that_was_decided() -> None:
    kept = {table.pgh_tracked_model._meta.label for table in version_tables()}

    assert {label for label in kept if label.partition(".")[0] in ROOMS} == {
        label for label, history in DECIDED.items() if history is History.ROWS
    }


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_model_says_what_it_is_for(model: type[models.Model]) -> None:
    # Django writes the list of fields where nobody wrote a docstring.
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_names_tell_what_they_hold(model: type[models.Model]) -> None:
    endings = {models.DateTimeField: "_at", models.DateField: "_on"}
    wrong = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.DateField) and not field.name.endswith(endings[type(field)])
    ]

    assert [name for name in wrong if name not in OTHER_NAMES] == []
