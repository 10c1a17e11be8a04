"""The address book of the portal: each app's pages, named by string so that the project knows no app from inside."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from caojiadu.core.organisation.office import office_configs
from caojiadu.core.registers.views import activities, arrivals
from caojiadu.core.registers.views.public import public_register

urlpatterns = [
    path("", include("caojiadu.core.front.urls")),
    path("search/", include("caojiadu.core.finding.urls")),
    path("", include("caojiadu.operations.urls")),
    path("accounts/", include("caojiadu.core.accounts.urls")),
    path("files/", include("caojiadu.core.files.urls")),
    path("papers/", include("caojiadu.core.documents.urls")),
    path("petitions/", include("petitions.urls")),
    path("elder/", include("petitions.elder.urls")),
    path("services/", include("services.urls")),
    *[path(at, include(f"{office.name}.{pages}")) for office in office_configs() for at, pages in office.pages.items()],
    path("desk/notices/", include("caojiadu.core.notices.urls")),
    path("desk/district/", include("caojiadu.core.district.desk_urls")),
    path("desk/elsewhere/", include("caojiadu.core.external_systems.urls")),
    path("desk/people/", include("caojiadu.core.people.urls")),
    path("desk/services/", include("services.desk_urls")),
    path("desk/", include("caojiadu.core.desk.urls")),
    *[path(f"desk/{office.replace('_', '-')}/", include(f"offices.{office}.urls")) for office in settings.OFFICES],
    path("desk/letters/", include("petitions.desk_urls")),
    *[
        path(f"{office.replace('_', '-')}/", include(f"offices.{office}.public_urls"))
        for office in settings.OFFICES
        if find_spec(f"offices.{office}.public_urls")
    ],
    path("desk/<slug:office>/", include("caojiadu.core.registers.urls")),
    path("activities/", activities.activities, name="activities"),
    path("activities/here/<str:token>/", arrivals.arrive, name="arrive"),
    path("activities/<slug:number>/sign/", arrivals.sign, name="door_sign"),
    path("activities/<slug:number>/", activities.activity, name="activity"),
    path("rooms/", include("caojiadu.core.registers.room_urls")),
    path("about/<slug:key>/", public_register, name="public_register"),
    path("district/slips/", include("petitions.district_urls")),
    path("district/api/slips/", include("petitions.district_api_urls")),
    path("district/", include("caojiadu.core.district.urls")),
    # The app of external systems had another name before version 0.2.0.
    path(
        "admin/elsewhere/<path:rest>",
        RedirectView.as_view(url="/admin/external_systems/%(rest)s", permanent=True, query_string=True),
        name="moved_admin",
    ),
    path("admin/", admin.site.urls),
]

handler400 = "caojiadu.core.front.errors.bad_request"
handler403 = "caojiadu.core.front.errors.forbidden"
handler404 = "caojiadu.core.front.errors.not_found"
handler500 = "caojiadu.core.front.errors.broken"
