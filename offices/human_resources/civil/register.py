"""Civil servants: who holds which post, what they learn, how they are appraised (G1)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import by_law
from offices.human_resources.patterns import appraisal, person, training

declare(
    Register(
        key="civil-servants",
        label=_("Civil servants"),
        singular=_("Civil servant"),
        model="office_human_resources.CivilServant",
        function="G1",
        title=_("Full name"),
        fields=("title", "works_in", "post", "posted_on", "rank", "rank_since", *person.BASE, "confirmed_on"),
        columns=("works_in", "post", "rank", "retires_on"),
        filters=("works_in", "retires_on"),
        reminders=(
            Reminder(
                "trial",
                _("Year on trial ends"),
                "joined_on",
                months=12,
                article=_("Civil Servants Law, art. 34"),
                legal=True,
                until_done="confirmed_on",
            ),
            person.RETIRES,
        ),
        hint=_("Who holds which post and rank; the trial ends after a year (Civil Servants Law, art. 34)."),
    )
)
training.declare_courses(
    "civiltraining",
    "civil-servant-training",
    _("Training of civil servants"),
    _("Training of a civil servant"),
    key="civil_servant_training",
    model="office_human_resources.CivilServantTraining",
    function="G1",
    series="GP",
    article=_("Civil Servants Law, art. 68; the days are the office's own norm"),
    asks=("mark",),
    what="purpose",
    hint=_("Training is registered and counts in the appraisal (Civil Servants Law, art. 68)."),
)
appraisal.declare_appraisals(
    "civilappraisal",
    "civil-servant-appraisals",
    _("Appraisals of civil servants"),
    _("Appraisal of a civil servant"),
    key="civil_servant_appraisal",
    model="office_human_resources.CivilServantAppraisal",
    function="G1",
    series="GK",
    asks=("colleagues",),
    review=by_law(
        "review",
        _("Objection decided"),
        30,
        _("Civil Servants Law, art. 96"),
        starts=("object",),
        met_by=("review",),
        counted_from="objected_on",
        met_on="reviewed_on",
    ),
    hint=_("Excellent, competent, basically competent or not (Civil Servants Law, art. 38), told in writing."),
)
