"""Estates with their property firms, owners' committees in office, and their members (F2)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare

ESTATES = declare(
    Register(
        key="estates",
        label=_("Estates"),
        singular=_("Estate"),
        model="office_self_governance.ResidentialEstate",
        function="F2",
        title=_("Name of the estate"),
        fields=(
            "title",
            "neighbourhood",
            "kind",
            "buildings",
            "households",
            "developer",
            "managed",
            "firm",
            "contract_until",
        ),
        columns=("neighbourhood", "households", "firm"),
        filters=("neighbourhood", "kind", "managed"),
        reminders=(
            Reminder(
                "contract", _("Property contract ends"), "contract_until", lead=90, article=_("Day in the contract")
            ),
        ),
        public=("neighbourhood", "kind", "households", "firm"),
        hint=_("Every residential estate, and who manages the property by which contract."),
    )
)
COMMITTEES = declare(
    Register(
        key="owners-committees",
        label=_("Owners' committees"),
        singular=_("Owners' committee"),
        model="office_self_governance.OwnersCommittee",
        function="F2",
        title=_("Name of the owners' committee"),
        fields=("title", "estate", "term", "elected_on", "term_until", "seats", "reported_on", "filing_number"),
        columns=("estate", "term", "term_until"),
        filters=("estate",),
        reminders=(
            Reminder(
                "notice",
                _("The committee reports the end of its term"),
                "term_until",
                months=-5,
                article=_("Shanghai Provisions on Residential Property Management, art. 28"),
                legal=True,
                until_done="reported_on",
            ),
            Reminder(
                "term",
                _("Term ends"),
                "term_until",
                lead=60,
                article=_("Shanghai Provisions on Residential Property Management, art. 20"),
                legal=True,
            ),
        ),
        public=("estate", "term", "elected_on", "term_until", "seats"),
        hint=_("Committees in office. A filing that is completed enters its committee here by itself."),
    )
)
MEMBERS = declare(
    Register(
        key="owners-committee-members",
        label=_("Members of owners' committees"),
        singular=_("Member of an owners' committee"),
        model="office_self_governance.OwnersCommitteeMember",
        function="F2",
        title=_("Building of the owner"),
        fields=("title", "committee", "post", "since", "trained_on"),
        columns=("committee", "post", "trained_on"),
        filters=("committee",),
        reminders=(
            Reminder("training", _("Training owed"), "trained_on", months=12, article=_("The office's own norm")),
        ),
        person=True,
        hint=_("Owners who sit in a committee: who can be rung, and who was trained."),
    )
)
