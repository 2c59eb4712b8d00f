"""Addresses of offices, people, invitations, and of the pages for the invited."""

from django.urls import path

from accounts.web.people import changes, inviting, joining, officers, offices, postings, slips

urlpatterns = [
    path("people/", officers.officer_list, name="officer-list"),
    path("people/export/", officers.officer_export, name="officer-export"),
    path("people/invite/", inviting.officer_invite, name="officer-invite"),
    path("people/<int:pk>/", officers.officer, name="officer"),
    path("people/<int:pk>/correct/", changes.officer_correct, name="officer-correct"),
    path("people/<int:pk>/suspend/", changes.officer_suspend, name="officer-suspend"),
    path("people/<int:pk>/reinstate/", changes.officer_reinstate, name="officer-reinstate"),
    path("people/<int:pk>/unlock/", changes.officer_unlock, name="officer-unlock"),
    path("people/<int:pk>/second-factors/", changes.second_factors_remove, name="second-factors-remove"),
    path("people/<int:pk>/recovery/", changes.recovery_slip_issue, name="recovery-slip-issue"),
    path("people/<int:pk>/postings/add/", postings.posting_grant, name="posting-grant"),
    path("people/<int:pk>/postings/<uuid:posting_id>/end/", postings.posting_end, name="posting-end"),
    path("invitations/", inviting.invitation_list, name="invitation-list"),
    path("invitations/<uuid:pk>/", inviting.invitation, name="invitation"),
    path("invitations/<uuid:pk>/renew/", slips.invitation_renew, name="invitation-renew"),
    path("invitations/<uuid:pk>/cancel/", slips.invitation_cancel, name="invitation-cancel"),
    path("invitations/<uuid:pk>/slip/", slips.invitation_slip, name="invitation-slip"),
    path("join/", joining.invitation_code, name="invitation-code"),
    path("join/accept/", joining.invitation_accept, name="invitation-accept"),
    path("join/<str:code>/", joining.invitation_open, name="invitation-open"),
    path("offices/", offices.office_list, name="office-list"),
    path("offices/<str:code>/", offices.office, name="office"),
]
