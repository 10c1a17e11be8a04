"""Pages of the desk."""

from django.urls import path

from caojiadu.core.desk.views import absences, cases, leading, leavers, moves, reveal, tasks

app_name = "desk"
urlpatterns = [
    path("", cases.home, name="home"),
    path("cases/", cases.case_list, name="cases"),
    path("overview/", leading.overview, name="overview"),
    path("tasks/", tasks.task_list, name="tasks"),
    path("tasks/<int:key>/", tasks.task, name="task"),
    path("away/", absences.absences, name="absences"),
    path("away/<int:key>/end/", absences.end, name="absence_end"),
    path("leavers/", leavers.leavers, name="leavers"),
    path("leavers/<int:key>/", leavers.leaver, name="leaver"),
    path("cases/<slug:number>/", cases.detail, name="case"),
    path("cases/<slug:number>/person/", reveal.person, name="person"),
    path("cases/<slug:number>/<slug:key>/", moves.make_move, name="move"),
]
