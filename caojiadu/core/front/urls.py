"""Pages of the residents' frame."""

from django.urls import include, path
from django.views.generic import RedirectView, TemplateView

from caojiadu.core.front import email, family, offline, views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("me/", views.me, name="me"),
    path("me/email/", email.email, name="my_email"),
    path("me/for/", family.act_for, name="act_for"),
    path("me/family/", family.family, name="family"),
    path("me/family/<uuid:key>/", family.answer, name="family_answer"),
    path("display/", views.display, name="display"),
    path("i18n/", include("django.conf.urls.i18n")),
    path(
        "robots.txt", TemplateView.as_view(template_name="front/robots.txt", content_type="text/plain"), name="robots"
    ),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("offline/", offline.offline, name="offline"),
    path("offline.js", offline.worker, name="offline_worker"),
    path("app.webmanifest", offline.manifest, name="manifest"),
    path("favicon.ico", RedirectView.as_view(url="/static/img/seal.svg"), name="favicon"),
]
