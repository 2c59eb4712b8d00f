"""Ending one session, the others, and whose."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from accounts.actions.sessions import end_all_sessions, end_other_sessions, end_session
from accounts.permissions import Refused
from audit.models import Act

if TYPE_CHECKING:
    from accounts.models import Officer
    from tests.people import People


def sign_in(officer: Officer) -> UserSession:
    """A session as signing in makes it, on a device of its own."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(officer.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
    store[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    store.save()
    return UserSession.objects.create(
        user=officer, session_key=store.session_key, ip="10.0.0.1", user_agent="A browser"
    )


def test_ending_one_of_ones_own(people: People) -> None:
    first, second = sign_in(people.awa), sign_in(people.awa)

    end_session(by=people.awa, session=first)
    end_session(by=people.awa, session=first)

    assert not first.exists()
    assert second.exists()
    assert list(UserSession.objects.all()) == [second]
    entry = Act.objects.of(people.awa).get()
    assert (entry.act, entry.role_code) == ("officer.session_ended", "")


def test_ending_one_of_an_officer_one_looks_after(people: People) -> None:
    session = sign_in(people.awa)
    with pytest.raises(Refused):
        end_session(by=people.omar, session=session)

    end_session(by=people.moussa, session=session)

    assert not session.exists()
    entry = Act.objects.of(people.awa).get()
    assert (entry.by_office_code, entry.office_code) == ("SN", "SN-DSS")


def test_ending_all_the_others(people: People) -> None:
    here, there, elsewhere = (sign_in(people.awa) for _ in range(3))
    somebody = sign_in(people.omar)

    assert end_other_sessions(by=people.awa, except_key=here.session_key) == 2
    assert end_other_sessions(by=people.awa, except_key=here.session_key) == 0

    assert [one.exists() for one in (here, there, elsewhere, somebody)] == [True, False, False, True]
    assert Act.objects.of(people.awa).get().details == {"number": 2}


def test_ending_all(people: People) -> None:
    sign_in(people.awa)
    sign_in(people.awa)

    assert end_all_sessions(people.awa) == 2
    assert end_all_sessions(people.awa) == 0
