"""A letter or call: one matter in the sense of the 2022 Regulations on petition work."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case


class Petition(Case):
    """What somebody wrote, said on the phone or came to say. `kind` is one of the three legal kinds (art. 29-31)."""

    class Route(models.IntegerChoices):
        """The six legal routes of an appeal or request (art. 31); only the last is the petition procedure."""

        COURT = 1, _("Court, procuratorate or police")
        ARBITRATION = 2, _("Arbitration")
        PARTY = 3, _("Appeal within the Party")
        ADMINISTRATIVE = 4, _("Reconsideration, ruling, licence or penalty procedure")
        DUTY = 5, _("A duty that this office performs or answers for")
        PETITION = 6, _("Petition procedure, with a written opinion")

    body = models.TextField(_("what happened"))
    request = models.TextField(_("what is asked for"), blank=True)
    against = models.CharField(_("whom it is against"), max_length=120, blank=True)
    place = models.CharField(_("where"), max_length=120, blank=True)
    anonymous = models.BooleanField(_("anonymous"), default=False)
    route = models.PositiveSmallIntegerField(_("legal route"), choices=Route, null=True)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    # The round of the opinion that counts now: it rises where the body above revoked the one before.
    opinion_round = models.PositiveSmallIntegerField(_("round of the opinion"), default=1)
    came = models.PositiveIntegerField(_("people who came"), null=True)
    read_back = models.BooleanField(_("read back and confirmed"), default=False)
    notice_version = models.CharField(_("version of the privacy notice read"), max_length=20, blank=True)
    share_identity = models.BooleanField(_("agrees that helping offices see who wrote"), default=False)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("leader who received the visitor"),
    )
    read_by = models.ForeignKey(
        "organisation.Office",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("responsible office that has read it"),
    )
    address_unclear = models.BooleanField(_("name or address unclear"), default=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    served_at = models.DateTimeField(_("answer read or handed over"), null=True)
    review_until = models.DateField(_("last day to ask for review"), null=True)
    carried_out_at = models.DateTimeField(_("carried out"), null=True)

    class Meta:
        verbose_name = _("letter or call")
        verbose_name_plural = _("letters and calls")
        permissions = (
            ("enter_petition", _("Enter a call, a visit or a letter")),
            ("register_petition", _("Register, accept, refuse and hand out letters and calls")),
            ("assign_petition", _("Give a letter or call to a person, release answers")),
            ("handle_petition", _("Work on a letter or call")),
            ("keep_accusations", _("Keep confidential reports")),
            ("advise_petition", _("Give an opinion on a letter or call")),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(round__in=(models.F("opinion_round"), models.F("opinion_round") + 1)),
                name="petition_one_second_look",
            ),
        )

    @property
    def is_second_look(self) -> bool:
        """Say whether it is looked at once more, because the petitioner was not satisfied."""
        return self.round != self.opinion_round


class QueryCode(models.Model):
    """The code with which one petitioner follows a matter: only its keyed digest is kept."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    petitioner = models.ForeignKey("petitions.Petitioner", models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("query code")
        verbose_name_plural = _("query codes")
        constraints = (
            models.UniqueConstraint(
                fields=("petitioner",), condition=models.Q(replaced_at=None), name="one_code_a_petitioner"
            ),
        )

    def __str__(self) -> str:
        return str(self.case_id)
