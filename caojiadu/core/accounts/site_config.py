"""Django's admin with the portal's own site; apart from `apps`, where Django would take it for this app's own."""

from django.contrib.admin.apps import AdminConfig


class AdministratorsConfig(AdminConfig):
    """The administrators' pages."""

    default_site = "caojiadu.core.accounts.site.PortalSite"
