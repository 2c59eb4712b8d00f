"""What officers set for themselves, and that they were here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actions import errors
from accounts.actions.preferences import change_language, change_preferences, note_presence
from accounts.models import Officer
from audit.models import Act

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.people import People


def test_only_what_is_given_changes(people: People) -> None:
    officer = change_preferences(by=people.awa, theme="dark", single_key_shortcuts=False)

    assert (officer.theme, officer.density, officer.single_key_shortcuts) == ("dark", "comfortable", False)
    assert people.awa.theme == "dark"
    assert Act.objects.get().details == {"theme": "dark", "single_key_shortcuts": False}
    change_preferences(by=people.awa, theme="dark", density="compact")
    assert Act.objects.first().details == {"density": "compact"}  # type: ignore[union-attr]


def test_nothing_new_leaves_no_word(people: People) -> None:
    change_preferences(by=people.awa, theme="system")
    change_preferences(by=people.awa)

    assert not Act.objects.exists()


def test_an_unknown_choice(people: People) -> None:
    with pytest.raises(ValidationError):
        change_preferences(by=people.awa, theme="pink")

    assert Officer.objects.get(pk=people.awa.pk).theme == "system"


def test_changing_the_language(people: People) -> None:
    assert change_language(by=people.awa, language="pt").language == "pt"
    with pytest.raises(errors.UnknownLanguage):
        change_language(by=people.awa, language="wo")


def test_presence_is_written_once_a_day(people: People, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    people.awa.last_seen_on = timezone.localdate() - timedelta(days=1)
    people.awa.save()

    with django_assert_num_queries(1):
        note_presence(people.awa)
    with django_assert_num_queries(0):
        note_presence(people.awa)

    assert Officer.objects.get(pk=people.awa.pk).last_seen_on == timezone.localdate()
    assert not Act.objects.exists()


def test_presence_takes_a_warning_back(people: People) -> None:
    Officer.objects.filter(pk=people.awa.pk).update(
        dormancy_warned_at=timezone.now(), dormancy_mailed_at=timezone.now()
    )
    officer = Officer.objects.get(pk=people.awa.pk)

    note_presence(officer)

    officer.refresh_from_db()
    assert (officer.dormancy_warned_at, officer.dormancy_mailed_at) == (None, None)
