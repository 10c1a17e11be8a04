"""A letter or call, one matter in the sense of the 2022 Regulations on petition work, and what is kept of it.

Its questions, answers and judgements; and for residents' pages: forms sent in, and matters that an account opened.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.personal import SealedTextField


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
    # Its receipt as an official paper is made after the answer; see issue_receipt.
    receipt_due = models.BooleanField(default=False, db_default=False, editable=False)
    receipt_tried_at = models.DateTimeField(null=True, editable=False)  # when it could not be made last

    # Asked with one field to be rung; the rest is asked on the phone.
    ring_back = models.BooleanField(_("asked to be rung back"), default=False, db_default=False, editable=False)

    sender: Any = None  # the petitioner who gets the first code, on the object of a letter just opened

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
        indexes = (models.Index(fields=("case_ptr",), name="petition_receipt", condition=models.Q(receipt_due=True)),)

    def takes(self, key: str) -> bool:
        """Say whether its kind has this step and the step begins where it stands; who may take it is not asked."""
        step = self.workflow.transition(key)
        return step is not None and any(source.key == self.state for source in step.sources)

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

    words = ""  # the code itself, on the object of one just given out

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


class Answer(models.Model):
    """The written answer of one round: drafted by the handler, released by the head, then never changed."""

    class Outcome(models.TextChoices):
        """What becomes of the request (art. 32)."""

        SUPPORTED = "supported", _("Supported")
        EXPLAINED = "explained", _("Reasonable, but without a basis in law: explained")
        NOT_SUPPORTED = "not_supported", _("Not supported")
        ADOPTED = "adopted", _("Suggestion adopted")
        PARTLY = "partly", _("Suggestion adopted in part")
        NOTED = "noted", _("Suggestion noted, not adopted")
        IMPORTED = "imported", _("Answered in another system")

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="answers")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(_("outcome"), max_length=14, choices=Outcome)
    text = models.TextField(_("facts, reasons and opinion"))
    basis = models.TextField(_("legal basis"), blank=True)
    # Nobody here, when the answer came from another system.
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("round",)
        constraints = (models.UniqueConstraint(fields=("petition", "round"), name="one_answer_a_round"),)

    def __str__(self) -> str:
        return f"{self.petition_id} {self.round}"


class Question(models.Model):
    """Something staff asked the petitioner. Asking stops no legal clock."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="questions")
    text = models.TextField(_("question"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reply = models.TextField(_("reply"), blank=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("petition",), condition=models.Q(replied_at=None), name="one_question_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.petition_id}"


class Judgement(models.Model):
    """What the petitioner thinks of the office and of the answer, each in five grades, once a round."""

    class Grade(models.IntegerChoices):
        VERY_GOOD = 5, _("Very satisfied")
        GOOD = 4, _("Satisfied")
        FAIR = 3, _("Fair")
        POOR = 2, _("Dissatisfied")
        VERY_POOR = 1, _("Very dissatisfied")

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="judgements")
    # The representative who judged; empty means the first one.
    petitioner = models.ForeignKey("petitions.Petitioner", models.SET_NULL, null=True, related_name="+")
    round = models.PositiveSmallIntegerField()
    office_grade = models.PositiveSmallIntegerField(_("the office's service"), choices=Grade)
    answer_grade = models.PositiveSmallIntegerField(_("the answer"), choices=Grade)
    comment = models.TextField(_("comment"), blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ("round",)
        constraints = (models.UniqueConstraint(fields=("petition", "round"), name="judged_once_a_round"),)

    def __str__(self) -> str:
        return f"{self.petition_id} {self.round}"

    @property
    def unhappy(self) -> bool:
        """Say whether it asks for a second look."""
        return min(self.office_grade, self.answer_grade) <= self.Grade.POOR


class Submission(models.Model):
    """One form that was sent in. Sent again it leads to the same receipt; the code is forgotten after half an hour."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    token_digest = models.CharField(max_length=64, unique=True)
    content_digest = models.CharField(max_length=64)
    petition = models.ForeignKey(Petition, models.CASCADE, null=True, related_name="+")
    petitioner = models.ForeignKey("petitions.Petitioner", models.CASCADE, null=True, related_name="+")
    code_sealed = SealedTextField(blank=True, default="")
    # The codes of further petitioners by key, for the slips that the window hands out.
    more_sealed = SealedTextField(blank=True, default="")
    shown_until = models.DateTimeField(null=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    code: QueryCode | None = None  # on the object of a form just sent

    class Meta:
        default_permissions = ()
        verbose_name = _("letter sent in")
        verbose_name_plural = _("letters sent in")

    def __str__(self) -> str:
        return str(self.key)


class Claim(models.Model):
    """A matter that belongs to an account: written while signed in, or opened once with its number and code."""

    class How(models.TextChoices):
        WROTE = "wrote", _("written while signed in")
        CODE = "code", _("opened with number and code")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", verbose_name=_("case"))
    petitioner = models.ForeignKey("petitions.Petitioner", models.CASCADE, null=True, related_name="+")
    how = models.CharField(_("ground"), max_length=5, choices=How)
    at = models.DateTimeField(_("last confirmed"))

    class Meta:
        default_permissions = ()
        verbose_name = _("matter of an account")
        verbose_name_plural = _("matters of accounts")
        constraints = (models.UniqueConstraint(fields=("user", "case"), name="claimed_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.case_id}"
