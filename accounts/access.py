"""Sharing rows with offices and people. The only module that knows django-guardian.

A row is shared with an office through the group that stands for it, or with one person. The
grants live in tables with direct foreign keys to the shared model, so that they die with the row.
What is asked at reading time is the officer's current postings, not the membership of the groups:
a posting that has ended gives nothing from that day on. The membership is kept in step all the
same (`follow_postings`), for what the library itself asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.auth.models import Permission as ModelPermission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from guardian.shortcuts import assign_perm, remove_perm
from guardian.utils import get_group_obj_perms_model, get_user_obj_perms_model

from accounts.models import Office, OfficeGroup, Officer, Posting

Shared = TypeVar("Shared", bound=Model)


class NotShareable(TypeError):
    """The model has no permission tables of its own, or no such permission."""


@dataclass(frozen=True)
class Share:
    """That a row is shared with an office or a person, and what for."""

    with_: Office | Officer
    permission: str


def group_of(office: Office) -> Group:
    """The group that stands for an office; made when first asked for."""
    with transaction.atomic():
        group, _made = Group.objects.get_or_create(name=f"office:{office.pk}")
        OfficeGroup.objects.get_or_create(office=office, defaults={"group": group})
    return group


@transaction.atomic
def follow_postings(officer: Officer | None = None) -> None:
    """Make the members of the office groups those who are posted there today: one officer's, or everybody's.

    Run when a posting is granted or ended and when an account is opened or closed; and each night
    for the postings that begin and end by themselves. Groups that nothing is shared with yet do
    not exist and need no members.
    """
    membership = Officer.groups.through
    posted = Posting.objects.current().filter(officer__is_active=True)
    members = membership.objects.filter(group__name__startswith="office:")
    groups = OfficeGroup.objects.order_by()
    if officer:
        posted, members = posted.filter(officer=officer), members.filter(officer=officer)
    offices = groups.filter(group=OuterRef(OuterRef("group_id"))).values("office_id")
    members.exclude(Exists(posted.filter(officer_id=OuterRef("officer_id"), office_id__in=offices))).delete()
    group_ids = dict(groups.filter(office__in=posted.values("office_id")).values_list("office_id", "group_id"))
    wanted = posted.filter(office_id__in=group_ids).values_list("officer_id", "office_id").distinct().order_by()
    membership.objects.bulk_create(
        [membership(officer_id=officer_id, group_id=group_ids[office_id]) for officer_id, office_id in wanted],
        ignore_conflicts=True,
    )


def share(*, obj: Model, with_: Office | Officer, permission: str) -> None:
    """Let an office or a person see a row (`permission` is the codename). Twice is once. Raises NotShareable.

    It is a part of other acts, which check who may share and leave word of it.
    """
    _model_permission(type(obj), permission)
    if isinstance(with_, Office):
        made = not OfficeGroup.objects.filter(office=with_).exists()
        assign_perm(permission, group_of(with_), obj)
        if made:
            _fill(with_)
    else:
        assign_perm(permission, with_, obj)


def unshare(*, obj: Model, with_: Office | Officer, permission: str) -> None:
    """Take the row back from an office or a person; nothing happens if they do not have it. Raises NotShareable."""
    _model_permission(type(obj), permission)
    remove_perm(permission, group_of(with_) if isinstance(with_, Office) else with_, obj)


def shared_with(obj: Model) -> list[Share]:
    """With which offices, then with which people a row is shared. Raises NotShareable."""
    user_grants, group_grants = _grant_models(type(obj))
    by_group = group_grants.objects.filter(content_object=obj).values_list("group_id", "permission__codename")
    offices = {link.group_id: link.office for link in OfficeGroup.objects.select_related("office")}
    shares = [Share(offices[group_id], codename) for group_id, codename in by_group if group_id in offices]
    personal = user_grants.objects.filter(content_object=obj).select_related("user", "permission")
    return shares + [Share(grant.user, grant.permission.codename) for grant in personal]


def visible_through_sharing(
    officer: Officer | AnonymousUser, queryset: QuerySet[Shared], permission: str
) -> QuerySet[Shared]:
    """Those rows of the queryset that are shared with the officer, or with an office where they are posted today.

    Fails closed: nobody signed in, a blocked account or one without a current posting sees nothing.
    No right over the whole model and no superuser goes round it. Raises NotShareable.
    """
    wanted = _model_permission(queryset.model, permission)
    if not isinstance(officer, Officer):
        return queryset.none()
    user_grants, group_grants = _grant_models(queryset.model)
    # Asked of the database, not of the officer in hand, who may have been loaded before the account was closed.
    posted = Posting.objects.current().filter(officer=officer.pk, officer__is_active=True)
    groups = OfficeGroup.objects.filter(office__in=posted.values("office_id")).values("group_id")
    by_office = group_grants.objects.filter(permission=wanted, group__in=groups).values("content_object_id")
    personal = user_grants.objects.filter(permission=wanted, user__in=posted.values("officer_id"))
    return queryset.filter(Q(pk__in=by_office) | Q(pk__in=personal.values("content_object_id")))


def _fill(office: Office) -> None:
    """Put those posted at an office into its new group."""
    for officer in Officer.objects.filter(pk__in=Posting.objects.current().filter(office=office).values("officer_id")):
        follow_postings(officer)


def _grant_models(model: type[Model]) -> tuple[Any, Any]:
    """The two permission tables of a model. Raises NotShareable unless both have direct foreign keys."""
    for_users: Any = get_user_obj_perms_model(cast("Any", model))
    for_groups: Any = get_group_obj_perms_model(cast("Any", model))
    if for_users.objects.is_generic() or for_groups.objects.is_generic():
        raise NotShareable(f"{model._meta.label} has no permission tables of its own")
    return for_users, for_groups


def _model_permission(model: type[Model], codename: str) -> ModelPermission:
    _grant_models(model)
    kind = ContentType.objects.get_for_model(model)
    found = ModelPermission.objects.filter(content_type=kind, codename=codename).first()
    if found is None:
        raise NotShareable(f"{model._meta.label} has no permission {codename}")
    return found
