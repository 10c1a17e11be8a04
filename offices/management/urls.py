"""Pages of the Community Management Office."""

from django.urls import path
from django.views.generic import RedirectView

from offices.management.views import figures, orders, patrol, sheets

app_name = "office_management"
urlpatterns = [
    # The address under which cases were entered before they had a register.
    path("grid/new/", RedirectView.as_view(url="/desk/management/grid-cases/new/"), name="new_grid_case"),
    path("patrol/", patrol.home, name="patrol"),
    path("patrol/<slug:group>/", patrol.classes, name="patrol_classes"),
    path("patrol/found/<int:pk>/", patrol.find, name="patrol_find"),
    path("orders/", orders.orders, name="orders"),
    path("orders/new/", orders.new_order, name="new_order"),
    path("orders/import/", sheets.import_orders, name="import_orders"),
    path("orders/import/<uuid:key>/", sheets.order_sheet, name="order_sheet"),
    path("orders/import/<uuid:key>/rows/", sheets.bad_rows, name="bad_rows"),
    path("orders/figures/", figures.order_figures, name="order_figures"),
    path("orders/figures/file/", figures.figures_file, name="order_figures_file"),
]
