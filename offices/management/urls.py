"""Pages of the Community Management Office."""

from django.urls import path
from django.views.generic import RedirectView

from offices.management.gridcases import patrol_views
from offices.management.hotline import figure_views, views
from offices.management.hotline.sheets import views as sheets

app_name = "office_management"
urlpatterns = [
    # The address under which cases were entered before they had a register.
    path("grid/new/", RedirectView.as_view(url="/desk/management/grid-cases/new/"), name="new_grid_case"),
    path("patrol/", patrol_views.home, name="patrol"),
    path("patrol/<slug:group>/", patrol_views.classes, name="patrol_classes"),
    path("patrol/found/<int:pk>/", patrol_views.find, name="patrol_find"),
    path("orders/", views.orders, name="orders"),
    path("orders/new/", views.new_order, name="new_order"),
    path("orders/import/", sheets.import_orders, name="import_orders"),
    path("orders/import/<uuid:key>/", sheets.order_sheet, name="order_sheet"),
    path("orders/import/<uuid:key>/rows/", sheets.bad_rows, name="bad_rows"),
    path("orders/figures/", figure_views.order_figures, name="order_figures"),
    path("orders/figures/file/", figure_views.figures_file, name="order_figures_file"),
]
