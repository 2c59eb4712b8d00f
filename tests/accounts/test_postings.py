"""Giving roles at offices and ending them; the last administrator stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access import group_of
from accounts.actions import errors
from accounts.actions.postings import end_posting, grant_posting
from accounts.models import Posting
from accounts.permissions import Permission, Refused
from accounts.roles import Administrator, EntryOfficer, NationalContactPoint, RiloAnalyst, Trainee, UnitHead
from audit.models import Act
from tests.people import LONG_AGO, post, suspend

if TYPE_CHECKING:
    from tests.people import Offices, People

TODAY = timezone.localdate
DAY = timedelta(days=1)


def grant(people: People, offices: Offices, **changes: Any) -> Posting:
    """Moussa makes Omar head of the port's unit from today."""
    wanted: dict[str, Any] = {
        "by": people.moussa,
        "posting_id": uuid4(),
        "officer": people.omar,
        "office": offices.dakar_port,
        "role_code": UnitHead.code,
        "from_on": TODAY(),
    }
    return grant_posting(**wanted | changes)


def end(people: People, posting: Posting, until_on: date, **changes: Any) -> Posting:
    wanted: dict[str, Any] = {"by": people.moussa, "posting": posting, "until_on": until_on, "reason": "Left"}
    return end_posting(**wanted | changes)


def test_grant(people: People, offices: Offices) -> None:
    group = group_of(offices.dakar_port)

    posting = grant(people, offices, until_on=TODAY() + 30 * DAY)

    assert posting in people.omar.postings.current()
    assert people.omar in group.user_set.all()
    entry = Act.objects.of(people.omar).get()
    assert (entry.act, entry.office_code, entry.by_office_code) == ("posting.granted", "SN-DKR", "SN")
    assert entry.details["until_on"] == (TODAY() + 30 * DAY).isoformat()


def test_the_same_form_twice_is_one_posting(people: People, offices: Offices) -> None:
    form = uuid4()

    assert grant(people, offices, posting_id=form) == grant(people, offices, posting_id=form)
    assert Act.objects.count() == 1
    with pytest.raises(errors.FormUsedBefore):
        grant(people, offices, posting_id=form, officer=people.awa)


def test_grant_for_later_gives_nothing_today(people: People, offices: Offices) -> None:
    posting = grant(people, offices, from_on=TODAY() + DAY)

    assert posting not in people.omar.postings.current()
    assert posting in people.omar.postings.current(on=TODAY() + DAY)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"role_code": "KING"}, errors.UnknownRole),
        ({"role_code": NationalContactPoint.code}, errors.RoleNotHeldThere),
        ({"until_on": date(2020, 1, 1), "from_on": date(2019, 1, 1)}, errors.EndsBeforeItBegins),
    ],
)
def test_grant_refuses(
    people: People, offices: Offices, changes: dict[str, Any], problem: type[errors.NotDone]
) -> None:
    with pytest.raises(problem):
        grant(people, offices, **changes)

    assert not Act.objects.exists()


def test_nobody_posts_themselves_or_above_or_elsewhere(people: People, offices: Offices) -> None:
    with pytest.raises(errors.NotToOneself):
        grant(people, offices, officer=people.moussa)
    with pytest.raises(Refused):
        grant(people, offices, office=offices.senegal, role_code=NationalContactPoint.code)
    with pytest.raises(Refused):
        grant(people, offices, office=offices.douala_port)
    with pytest.raises(Refused):
        grant(people, offices, by=people.babacar)


def test_a_stranger_cannot_be_drawn_into_ones_own_office(people: People, offices: Offices) -> None:
    """Else a contact point could gain power over any account by posting its owner."""
    with pytest.raises(Refused) as refused:
        grant(people, offices, officer=people.rose)

    assert refused.value.permission == Permission.OFFICER_VIEW
    assert grant(people, offices, by=people.ines, officer=people.rose)


def test_grant_to_a_blocked_officer(people: People, offices: Offices) -> None:
    with pytest.raises(errors.OfficerBlocked):
        grant(people, offices, officer=people.samba)


def test_grant_at_a_closed_office(people: People, offices: Offices) -> None:
    offices.dakar_port.closed_on = TODAY()
    offices.dakar_port.save()

    with pytest.raises(errors.OfficeClosed):
        grant(people, offices)


def test_overlapping_days_are_refused_in_words(people: People, offices: Offices) -> None:
    grant(people, offices, until_on=TODAY() + 10 * DAY)

    for from_on, until_on in ((TODAY(), None), (TODAY() + 10 * DAY, None), (LONG_AGO, TODAY() + DAY)):
        with pytest.raises(errors.AlreadyPosted):
            grant(people, offices, from_on=from_on, until_on=until_on)
    grant(people, offices, from_on=TODAY() + 11 * DAY)
    grant(people, offices, role_code=Trainee.code)


def test_the_table_itself_refuses_overlapping_days(people: People, offices: Offices) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        post(people.awa, offices.dakar_airport, EntryOfficer, from_on=TODAY())


def test_end_tomorrow(people: People) -> None:
    posting = people.awa.postings.get()

    ended = end(people, posting, TODAY() + DAY)

    assert ended.until_on == TODAY() + DAY
    assert posting in people.awa.postings.current()
    entry = Act.objects.of(people.awa).get()
    assert (entry.act, entry.reason) == ("posting.ended", "Left")


def test_end_yesterday_takes_everything_at_once(people: People, offices: Offices) -> None:
    group = group_of(offices.dakar_airport)
    people.awa.groups.add(group)

    end(people, people.awa.postings.get(), TODAY() - DAY)

    assert not people.awa.postings.current().exists()
    assert people.awa not in group.user_set.all()


def test_a_posting_of_today_given_by_mistake_is_withdrawn(people: People, offices: Offices) -> None:
    posting = grant(people, offices)

    withdrawn = end(people, posting, TODAY() - DAY, reason="The wrong Omar")

    assert withdrawn.withdrawn_at is not None
    assert posting not in people.omar.postings.current()
    assert Act.objects.of(people.omar)[0].act == "posting.withdrawn"
    assert end(people, posting, TODAY()) == withdrawn
    grant(people, offices)  # the days are free again


def test_ending_twice_is_ending_once(people: People) -> None:
    posting = people.awa.postings.get()

    end(people, posting, TODAY())
    end(people, posting, TODAY())

    assert Act.objects.count() == 1


def test_end_refuses(people: People) -> None:
    posting = people.awa.postings.get()
    with pytest.raises(errors.ReasonOwed):
        end(people, posting, TODAY(), reason="  ")
    with pytest.raises(errors.EndsTooEarly):
        end(people, posting, TODAY() - 2 * DAY)
    end(people, posting, TODAY() + DAY)
    with pytest.raises(errors.OnlyShorter):
        end(people, posting, TODAY() + 2 * DAY)
    with pytest.raises(errors.PostingOver):
        end(people, people.paul.postings.get(), TODAY())
    with pytest.raises(Refused):
        end(people, posting, TODAY(), by=people.jean)
    with pytest.raises(Refused):
        end(people, people.aminata.postings.get(), TODAY())


def test_the_last_administrator_at_the_top_stays(people: People, offices: Offices) -> None:
    ines, viktor = people.ines.postings.get(), people.viktor.postings.get()
    end(people, viktor, TODAY() - DAY, by=people.ines)

    with pytest.raises(errors.LastAdministrator):
        end(people, ines, TODAY() + 30 * DAY, by=people.ines)

    post(people.fatou, offices.wco, Administrator, until_on=TODAY() + 90 * DAY)
    with pytest.raises(errors.LastAdministrator):  # hers has an end, and then there would be nobody
        end(people, ines, TODAY() + 30 * DAY, by=people.ines)
    post(people.kofi, offices.wco, Administrator)
    end(people, ines, TODAY() + 30 * DAY, by=people.ines)


def test_a_suspended_administrator_does_not_count(people: People) -> None:
    suspend(people.viktor)

    with pytest.raises(errors.LastAdministrator):
        end(people, people.ines.postings.get(), TODAY(), by=people.ines)


def test_an_administrator_of_a_country_may_go(people: People) -> None:
    end(people, people.aminata.postings.get(), TODAY() - DAY, by=people.ines)

    assert not people.aminata.postings.current().exists()


def test_where_there_is_no_top_the_last_in_the_country_stays(people: People, offices: Offices) -> None:
    """A country that runs a system of its own."""
    people.aminata.postings.update(from_on=LONG_AGO)
    post(people.moussa, offices.senegal, Administrator)
    Posting.objects.filter(office=offices.wco).update(until_on=TODAY() - DAY)
    people.moussa.postings.filter(role_code=NationalContactPoint.code).update(until_on=TODAY() - DAY)

    end(people, people.aminata.postings.get(), TODAY(), by=people.moussa)
    with pytest.raises(errors.LastAdministrator):
        end(people, people.moussa.postings.current().get(), TODAY(), by=people.moussa)


def test_what_a_posting_is_called(people: People, offices: Offices) -> None:
    posting = post(people.awa, offices.rilo_west, RiloAnalyst)

    assert str(posting).endswith(", RILO for West Africa")


def test_days_that_nobody_means(people: People, offices: Offices) -> None:
    with pytest.raises(errors.BeginsBeforeAccount):
        grant(people, offices, from_on=TODAY() - DAY)
    type(people.omar).objects.filter(pk=people.omar.pk).update(joined_at=timezone.now() - 400 * DAY)
    with pytest.raises(errors.BeginsTooFarBack):
        grant(people, offices, from_on=TODAY() - 31 * DAY)
    with pytest.raises(errors.EndsTooFarAhead):
        grant(people, offices, until_on=date.max)
    with pytest.raises(errors.BeginsTooFarAhead):
        grant(people, offices, from_on=date.max)
    with pytest.raises(errors.EndsTooFarAhead):
        end(people, people.awa.postings.get(), date.max)
    assert grant(people, offices, from_on=TODAY() - 30 * DAY)


def test_a_reason_can_be_read(people: People) -> None:
    posting = people.awa.postings.get()
    with pytest.raises(errors.ReasonOwed):
        end(people, posting, TODAY(), reason="\u200b\u2060")
    with pytest.raises(errors.UnfitCharacters):
        end(people, posting, TODAY(), reason="tfel\u202e")
