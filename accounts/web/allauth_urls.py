"""The pages of allauth that work here, and no others: no sign-up, no social sign-in, no change of address."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts.web import second_factors as factors
from accounts.web import sign_in

overview = RedirectView.as_view(pattern_name="accounts:second-factors")

urlpatterns = [
    path("login/", sign_in.SignIn.as_view(), name="account_login"),
    path("second-step/", sign_in.SecondStep.as_view(), name="mfa_authenticate"),
    path("passkey/", factors.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("logout/", sign_in.SignOut.as_view(), name="account_logout"),
    path("password/", sign_in.ChangePassword.as_view(), name="account_change_password"),
    path("password/forgotten/", sign_in.AskForLink.as_view(), name="account_reset_password"),
    path("password/forgotten/asked/", sign_in.LinkAsked.as_view(), name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        login_not_required(sign_in.NewPassword.as_view()),
        name="account_reset_password_from_key",
    ),
    path("password/set/", sign_in.password_set, name="account_reset_password_from_key_done"),
    path("again/", sign_in.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("again/code/", sign_in.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("again/key/", factors.KeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("factors/", overview, name="mfa_index"),
    path("factors/keys/", overview, name="mfa_list_webauthn"),
    path("factors/app/", factors.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("factors/app/remove/", factors.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("factors/keys/add/", factors.AddKey.as_view(), name="mfa_add_webauthn"),
    path("factors/keys/<int:pk>/name/", factors.NameKey.as_view(), name="mfa_edit_webauthn"),
    path("factors/keys/<int:pk>/remove/", factors.RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("factors/codes/", factors.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("factors/codes/file/", factors.RecoveryCodesFile.as_view(), name="mfa_download_recovery_codes"),
    path("factors/codes/renew/", factors.RenewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
]
