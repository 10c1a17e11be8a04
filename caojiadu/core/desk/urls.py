"""Pages of the desk."""

from django.urls import path

from caojiadu.core.desk.views import (
    absences,
    cases,
    exports,
    keys,
    leading,
    leavers,
    many,
    moves,
    reminders,
    reveal,
    saved,
    tasks,
    today,
)

app_name = "desk"
urlpatterns = [
    path("", today.today, name="home"),
    path("cases/", cases.case_list, name="cases"),
    path("cases/export/", exports.export, name="export"),
    path("sheets/<uuid:key>/", exports.sheet, name="sheet"),
    path("views/", saved.views, name="views"),
    path("views/save/", saved.save, name="save_view"),
    path("views/<uuid:key>/", saved.change, name="view"),
    path("many/", many.many, name="many"),
    path("many/<uuid:key>/", many.batch, name="batch"),
    path("keys/", keys.keys, name="keys"),
    path("overview/", leading.overview, name="overview"),
    path("tasks/", tasks.task_list, name="tasks"),
    path("tasks/<int:key>/", tasks.task, name="task"),
    path("away/", absences.absences, name="absences"),
    path("away/<int:key>/end/", absences.end, name="absence_end"),
    path("leavers/", leavers.leavers, name="leavers"),
    path("leavers/<int:key>/", leavers.leaver, name="leaver"),
    path("cases/<slug:number>/", cases.detail, name="case"),
    path("cases/<slug:number>/remind/", reminders.remind, name="remind"),
    path("reminders/<int:key>/done/", reminders.reminded, name="reminded"),
    path("cases/<slug:number>/person/", reveal.person, name="person"),
    path("cases/<slug:number>/<slug:key>/", moves.make_move, name="move"),
]
