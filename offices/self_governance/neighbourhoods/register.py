"""Neighbourhood committees in office and their members (F1)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare

COMMITTEES = declare(
    Register(
        key="neighbourhood-committees",
        label=_("Neighbourhood committees"),
        singular=_("Neighbourhood committee"),
        model="office_self_governance.NeighbourhoodCommittee",
        function="F1",
        title=_("Name of the neighbourhood committee"),
        fields=("title", "neighbourhood", "term", "elected_on", "seats", "groups", "met_on", "charter_on"),
        columns=("neighbourhood", "elected_on", "met_on"),
        filters=("neighbourhood",),
        reminders=(
            Reminder(
                "term",
                _("Term of five years ends"),
                "elected_on",
                months=60,
                lead=180,
                article=_("Law on Urban Residents' Committees, art. 8"),
                legal=True,
            ),
            Reminder(
                "meeting",
                _("Residents' meeting owed"),
                "met_on",
                months=12,
                lead=60,
                article=_("Shanghai Regulations on Neighbourhood Committees, art. 11"),
                legal=True,
            ),
        ),
        public=("neighbourhood", "term", "elected_on", "seats"),
        hint=_("Committees in office. Elections, residents' meetings and charters keep their dates up to date."),
    )
)
MEMBERS = declare(
    Register(
        key="neighbourhood-committee-members",
        label=_("Members of neighbourhood committees"),
        singular=_("Member of a neighbourhood committee"),
        model="office_self_governance.NeighbourhoodCommitteeMember",
        function="F1",
        title=_("Part of the neighbourhood in charge of"),
        fields=("title", "committee", "post", "duty", "since", "in_branch"),
        columns=("committee", "post", "duty"),
        filters=("committee", "duty"),
        person=True,
        hint=_("Who sits in a committee, what each sees to, and for which part of the neighbourhood."),
    )
)
