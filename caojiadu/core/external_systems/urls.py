"""Pages of what has to be entered in other systems, under /desk/elsewhere/."""

from django.urls import path

from caojiadu.core.external_systems import views, views_sheets

app_name = "external_systems"
urlpatterns = [
    path("<slug:system>/", views.not_there, name="not_there"),
    path("<slug:system>/take-back/", views.take_back, name="take_back"),
    path("<slug:system>/export/", views_sheets.export, name="export"),
    path("<slug:system>/numbers/", views_sheets.numbers, name="numbers"),
    path("<slug:system>/numbers/<uuid:key>/", views_sheets.number_sheet, name="number_sheet"),
    path("<slug:system>/numbers/<uuid:key>/rows/", views_sheets.bad_rows, name="bad_rows"),
    path("<slug:system>/cases/<slug:number>/", views.matter, name="matter"),
]
