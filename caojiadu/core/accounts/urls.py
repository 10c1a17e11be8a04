"""Pages."""

from allauth.account.views import LogoutView
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from caojiadu.core.accounts import views, views_factor, views_own
from caojiadu.core.accounts.views_factor import of_staff

# The names beginning with `account_` and `mfa_` are those that allauth looks for.
urlpatterns = [
    path("login/", views.PhoneSignIn.as_view(), name="account_login"),
    path("login/code/", views.CodeSignIn.as_view(), name="account_code"),
    path("login/code/again/", views.send_again, name="account_code_again"),
    path("staff/", views.StaffSignIn.as_view(), name="staff_login"),
    path("staff/forgotten/", views_own.ForgottenPassword.as_view(), name="staff_password"),
    path("staff/forgotten/code/", views_own.PasswordCode.as_view(), name="staff_password_code"),
    path("staff/forgotten/new/", views_own.ChosenPassword.as_view(), name="staff_password_new"),
    path("staff/own/", views_own.own_sign_in, name="staff_account"),
    path("staff/own/end-others/", views_own.end_others, name="staff_end_others"),
    path("staff/own/phone/", views_own.OwnPhone.as_view(), name="staff_phone"),
    path("staff/own/phone/code/", views_own.OwnPhoneCode.as_view(), name="staff_phone_code"),
    path("staff/again/", views_factor.again, name="staff_again"),
    path("staff/factor/", views_factor.factors, name="mfa_index"),
    path("staff/factor/sign-in/", factor_views.authenticate, name="mfa_authenticate"),
    path("staff/factor/app/", of_staff(views_factor.NewApp.as_view()), name="mfa_activate_totp"),
    path("staff/factor/app/remove/", of_staff(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("staff/factor/passkeys/", views_factor.factors, name="mfa_list_webauthn"),
    path("staff/factor/passkeys/new/", of_staff(views_factor.NewPasskey.as_view()), name="mfa_add_webauthn"),
    path("staff/factor/passkeys/<int:pk>/remove/", of_staff(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("staff/factor/codes/", of_staff(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("staff/factor/codes/new/", of_staff(views_factor.NewCodes.as_view()), name="mfa_generate_recovery_codes"),
    path("logout/", LogoutView.as_view(template_name="accounts/sign_out.html"), name="account_logout"),
    path("password/", views.NewPassword.as_view(), name="account_change_password"),
    path("inactive/", views.inactive, name="account_inactive"),
]
