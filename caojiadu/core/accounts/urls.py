"""Pages."""

from allauth.account.views import LogoutView
from django.urls import path

from caojiadu.core.accounts import views

# The names beginning with `account_` are those that allauth looks for.
urlpatterns = [
    path("login/", views.PhoneSignIn.as_view(), name="account_login"),
    path("login/code/", views.CodeSignIn.as_view(), name="account_code"),
    path("login/code/again/", views.send_again, name="account_code_again"),
    path("staff/", views.StaffSignIn.as_view(), name="staff_login"),
    path("logout/", LogoutView.as_view(template_name="accounts/sign_out.html"), name="account_logout"),
    path("password/", views.NewPassword.as_view(), name="account_change_password"),
    path("inactive/", views.inactive, name="account_inactive"),
]
