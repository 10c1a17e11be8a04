"""Pages of the Community Management Office."""

from django.urls import path

from offices.management.views import figures, grid, orders, sheets

app_name = "office_management"
urlpatterns = [
    path("grid/new/", grid.new_grid_case, name="new_grid_case"),
    path("orders/", orders.orders, name="orders"),
    path("orders/new/", orders.new_order, name="new_order"),
    path("orders/import/", sheets.import_orders, name="import_orders"),
    path("orders/import/<uuid:key>/", sheets.order_sheet, name="order_sheet"),
    path("orders/import/<uuid:key>/rows/", sheets.bad_rows, name="bad_rows"),
    path("orders/figures/", figures.order_figures, name="order_figures"),
    path("orders/figures/file/", figures.figures_file, name="order_figures_file"),
]
