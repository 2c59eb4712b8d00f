"""Addresses of accounts, of the record of acts and of background runs, for programs."""

from django.urls import path

from accounts.api import acts, changes, editions, invitations, me, officers, offices, runs, tokens

urlpatterns = [
    path("me", me.Me.as_view(), name="me"),
    path("offices", offices.Offices.as_view(), name="office-index"),
    path("offices/<str:code>", offices.OneOffice.as_view(), name="office"),
    path("officers", officers.Officers.as_view(), name="officer-index"),
    path("officers/<int:pk>", changes.OneOfficerChanged.as_view(), name="officer"),
    path("officers/<int:pk>/suspend", changes.Suspend.as_view(), name="officer-suspend"),
    path("officers/<int:pk>/reinstate", changes.Reinstate.as_view(), name="officer-reinstate"),
    path("officers/<int:pk>/postings", changes.GrantPosting.as_view(), name="posting-grant"),
    path("officers/<int:pk>/postings/<uuid:posting_id>/end", changes.EndPosting.as_view(), name="posting-end"),
    path("invitations", invitations.Invitations.as_view(), name="invitation-index"),
    path("invitations/<uuid:pk>", invitations.OneInvitation.as_view(), name="invitation"),
    path("invitations/<uuid:pk>/cancel", invitations.InvitationCancel.as_view(), name="invitation-cancel"),
    path("code-lists/<slug:code>/editions", editions.Editions.as_view(), name="edition-index"),
    path("code-lists/<slug:code>/editions/<int:number>", editions.OneEdition.as_view(), name="edition"),
    path("code-lists/<slug:code>/editions/<int:number>/apply", editions.EditionApply.as_view(), name="edition-apply"),
    path(
        "code-lists/<slug:code>/editions/<int:number>/discard",
        editions.EditionDiscard.as_view(),
        name="edition-discard",
    ),
    path("runs", runs.Runs.as_view(), name="run-index"),
    path("runs/<uuid:pk>", runs.OneRun.as_view(), name="run"),
    path("runs/<uuid:pk>/cancel", runs.RunCancel.as_view(), name="run-cancel"),
    path("runs/<uuid:pk>/retry", runs.RunRetry.as_view(), name="run-retry"),
    path("runs/<uuid:pk>/result", runs.RunResult.as_view(), name="run-result"),
    path("acts", acts.Acts.as_view(), name="act-index"),
    path("acts/kinds", acts.ActKinds.as_view(), name="act-kinds"),
    path("seals", acts.Seals.as_view(), name="seal-index"),
    path("tokens", tokens.Tokens.as_view(), name="token-index"),
    path("tokens/<uuid:pk>", tokens.OneToken.as_view(), name="token"),
]
