from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django import forms
from django.utils import timezone, translation

from reference.models import Code
from reference.web.fields import CodeField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.usefixtures("short_lists", "db")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


class RecordForm(forms.Form):
    """A form of a room above."""

    conveyance = CodeField("conveyance", label="Conveyance")
    taxon = CodeField("taxon", label="Species", required=False, applying_to={"appendix": "I"})
    detail = CodeField("concealment_detail", label="Detail", required=False, applying_to={"conveyances": "VESSEL"})


def filled(**values: str) -> RecordForm:
    return RecordForm(values)


@pytest.mark.parametrize("typed", ["VESSEL", "vessel", " Navire ", "NAVIO", "navire"])
def test_a_code_or_an_exact_word_is_taken(typed: str) -> None:
    form = filled(conveyance=typed)

    assert form.is_valid()
    assert form.cleaned_data["conveyance"].code == "VESSEL"
    assert form.cleaned_data["taxon"] is None


@pytest.mark.parametrize("typed", ["submarine", "nav", "%", "\0"])
def test_anything_else_is_refused(typed: str) -> None:
    assert "conveyance" in filled(conveyance=typed).errors


def test_what_may_be_several_things_is_refused() -> None:
    Code.objects.of("conveyance").filter(code__in=["AIR", "RAIL"]).update(search="| same |")

    assert "Type the code" in str(filled(conveyance="same").errors["conveyance"])


def test_a_retired_code_is_kept_where_it_stands_and_not_chosen_anew() -> None:
    rail = Code.objects.get(code_list="conveyance", code="RAIL")
    rail.valid_until = timezone.localdate() - timedelta(days=1)
    Code.objects.filter(pk=rail.pk).update(valid_until=rail.valid_until)

    assert "retired" in str(filled(conveyance="RAIL").errors["conveyance"])
    form = RecordForm({"conveyance": "RAIL"})
    form.fields["conveyance"].initial = rail
    assert form.is_valid()
    assert not form.has_changed()
    assert '<option value="RAIL" selected>Rail (retired)</option>' in str(form["conveyance"])


def test_a_short_list_is_a_select_in_the_readers_language() -> None:
    with translation.override("pt"):
        page = str(RecordForm()["conveyance"])

    assert '<option value="VESSEL">Navio</option>' in page
    assert "noscript" not in page


def test_only_what_applies_is_offered() -> None:
    page = str(RecordForm()["detail"])

    assert 'value="HULL_SEA_CHEST"' in page
    assert 'value="TYRE"' not in page


def test_a_long_list_asks_the_server_and_takes_text_without_scripts() -> None:
    page = str(RecordForm()["taxon"])

    assert 'data-url="/lists/taxon/pick?appendix=I"' in page
    assert '<input type="text" name="taxon-typed"' in page
    assert RecordForm({"conveyance": "AIR", "taxon": "", "taxon-typed": "T404"}).errors["taxon"]


def test_a_code_that_is_not_offered_here_is_refused() -> None:
    form = filled(conveyance="AIR", detail="TYRE")

    assert "does not fit here" in str(form.errors["detail"])


def test_a_form_narrows_its_own_field_only() -> None:
    form, other = RecordForm(), RecordForm()
    field = form.fields["detail"]
    assert isinstance(field, CodeField)
    field.narrow(applying_to={"conveyances": "VEHICLE"})

    assert 'value="TYRE"' in str(form["detail"])
    assert 'value="TYRE"' not in str(other["detail"])


def test_a_form_asks_once_for_each_short_list(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        str(RecordForm())
