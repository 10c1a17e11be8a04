"""Civil servants: who holds which post, what they learn, how they are appraised (G1)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import by_law
from caojiadu.core.workflow import register
from offices.human_resources.patterns import appraisal, person, training

declare(
    Register(
        key="civil-servants",
        label=_("Civil servants"),
        one=_("Civil servant"),
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
register(
    training.workflow(
        training.states("civiltraining"),
        key="civil_servant_training",
        label=_("Training of a civil servant"),
        model="office_human_resources.CivilServantTraining",
        function="G1",
        series="GP",
        article=_("Civil Servants Law, art. 68; the days are the office's own norm"),
        asks=("mark",),
    )
)
declare(
    Register(
        key="civil-servant-training",
        label=_("Training of civil servants"),
        one=_("Training of a civil servant"),
        model="office_human_resources.CivilServantTraining",
        function="G1",
        title=_("Name of the course"),
        fields=("title", "person", "purpose", *training.BASE),
        columns=("person", "purpose", "ends_on", "credited"),
        filters=("person", "purpose"),
        hint=_("Training is registered and counts in the appraisal (Civil Servants Law, art. 68)."),
    )
)
register(
    appraisal.workflow(
        appraisal.states("civilappraisal"),
        key="civil_servant_appraisal",
        label=_("Appraisal of a civil servant"),
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
            since="objected_on",
            kept_on="reviewed_on",
        ),
    )
)
declare(
    Register(
        key="civil-servant-appraisals",
        label=_("Appraisals of civil servants"),
        one=_("Appraisal of a civil servant"),
        model="office_human_resources.CivilServantAppraisal",
        function="G1",
        title=_("Heading"),
        fields=("title", "person", "year"),
        columns=("person", "year", "rank", "hours_credited", "hours_owed"),
        filters=("person", "rank"),
        sensitive=True,
        hint=_("Excellent, competent, basically competent or not (Civil Servants Law, art. 38), told in writing."),
    )
)
