"""People who sign in, the posts they hold from one day to another, and what guards the door."""

import uuid
from collections.abc import Callable, Collection, Hashable, Iterable
from datetime import date, timedelta
from typing import Any, ClassVar, TypeAlias, TypeVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser, Group, Permission, UserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import connection, models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core import memory
from caojiadu.core.accounts.models.absence import Absence
from caojiadu.core.accounts.roles import HOUSE_ROLES, LENT_ROLES, OFFICE_ROLES, Role
from caojiadu.core.administrators import ADMINISTRATORS
from caojiadu.core.personal import SealedTextField, mask_phone

T = TypeVar("T")


class People(UserManager["User"]):
    """Makes users; who may enter the admin follows from posts and is never stored."""

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        """Make the break-glass account: it may repair everything and reads no case."""
        return self.create_user(username, email, password, **fields, is_superuser=True)

    def create_user(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        """Make a user; without a password the account has none that could be guessed."""
        user = self.model(username=self.model.normalize_username(username), email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    """Anybody who signs in: a resident, a member of staff, a district officer, an administrator."""

    class Kind(models.TextChoices):
        """Which side of the house a person uses."""

        STAFF = "staff", _("Staff")
        RESIDENT = "resident", _("Resident")
        DISTRICT = "district", _("District officer")

    # What the layers above found out once about this person, for as long as the object lives.
    _case_tokens: list[int]
    _functions_headed: set[str]
    _registers_kept: set[str]

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.STAFF)
    display_name = models.CharField(_("full name"), max_length=60, blank=True)
    phone_sealed = SealedTextField(_("phone"), blank=True, default="", editable=False)
    phone_digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    password_chosen_at = models.DateTimeField(default=timezone.now, editable=False)
    # When its owner typed a code that was sent to it, or two administrators said that it is theirs.
    phone_proven_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = People()  # type: ignore[misc]
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                fields=["phone_digest"],
                condition=models.Q(kind="resident") & ~models.Q(phone_digest=""),
                name="one_resident_per_phone",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="resident") | models.Q(is_superuser=False), name="resident_is_no_superuser"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.masked_phone or self.get_username()

    def set_password(self, raw_password: str | None) -> None:
        """Its days begin anew."""
        super().set_password(raw_password)
        self.password_chosen_at = timezone.now()

    @property
    def password_is_old(self) -> bool:
        """Whether its days have run out."""
        days = settings.PASSWORD_DAYS
        return bool(days) and timezone.now() - self.password_chosen_at > timedelta(days=days)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def masked_phone(self) -> str:
        """The phone as lists show it."""
        return mask_phone(self.phone_sealed)

    def remembered(self, name: Hashable, load: Callable[[], T]) -> T:
        """What the house says of a person: for whoever signed in from memory, as long as nothing changed; for anybody
        else, and after a change by this request, from the database."""
        number: uuid.UUID | None = self.__dict__.get("last_change")
        return memory.kept(name, load, number=number) if number else load()

    @cached_property
    def posts_today(self) -> "list[Post]":
        """The posts held today, their offices and bodies with them, in one query."""

        def held() -> tuple[Post, ...]:
            return tuple(Post.objects.filter(user=self).held_on().select_related("office", "body", "neighbourhood"))

        return list(self.remembered(("posts", self.pk, timezone.localdate()), held))

    @cached_property
    def stands_in_for(self) -> "list[User]":
        """Colleagues who are away today and named this person, each holding only what a deputy takes on."""
        return away_for(self)

    @cached_property
    def posts_at_work(self) -> "list[Post]":
        """One's own posts today, then those in which one stands in for somebody."""
        found = list(self.posts_today)
        for other in self.stands_in_for:
            found += other.posts_today
        return found

    def has_role(self, *roles: str) -> bool:
        """Say whether one of today's posts carries one of these roles."""
        return any(post.role in roles for post in self.posts_today)

    @property
    def administers(self) -> str:
        """Which of the three administrators somebody is today, if any: nobody is two, as the database sees to."""
        return next((post.role for post in self.posts_today if post.role in ADMINISTRATORS), "")

    @property
    def is_staff(self) -> bool:  # type: ignore[override]
        """May enter the admin: an administrator's post today, or the break-glass account."""
        return self.is_superuser or self.administers != ""


# Whoever asks for a page: somebody who signed in, or nobody we know.
Visitor: TypeAlias = User | AnonymousUser


def _range(first: str, last: str, function: str) -> models.Func:
    """From one to the other, both included. A range of keys from itself to itself needs no extension of PostgreSQL, as
    an equality in GiST would."""
    return models.Func(models.F(first), models.F(last), models.Value("[]"), function=function)


class PostQuerySet(models.QuerySet["Post"]):
    """Posts by day."""

    def held_on(self, day: date | None = None) -> "PostQuerySet":
        """Posts that have begun and not ended on a day (today unless told)."""
        day = day or timezone.localdate()
        return self.filter(models.Q(until=None) | models.Q(until__gte=day), since__lte=day)


class Post(models.Model):
    """A role held in an office or a district body from one day to another, both included; ended, never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    office = models.ForeignKey("organisation.Office", models.PROTECT, null=True, blank=True, verbose_name=_("office"))
    body = models.ForeignKey(
        "organisation.DistrictBody", models.PROTECT, null=True, blank=True, verbose_name=_("district body")
    )
    neighbourhood = models.ForeignKey(
        "organisation.Neighbourhood", models.PROTECT, null=True, blank=True, verbose_name=_("neighbourhood")
    )
    since = models.DateField(_("first day"), default=timezone.localdate)
    until = models.DateField(_("last day"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("since", "id")
        verbose_name = pgettext_lazy("held in an office", "post")
        verbose_name_plural = pgettext_lazy("held in an office", "posts")
        indexes = [
            models.Index(fields=["office", "role"], name="post_by_office"),
            models.Index(fields=["body", "role"], name="post_by_body"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="post_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=OFFICE_ROLES, office__isnull=False, body=None, neighbourhood=None)
                | models.Q(role=Role.DISTRICT, office=None, body__isnull=False, neighbourhood=None)
                | models.Q(role=Role.COMMITTEE, office=None, body=None, neighbourhood__isnull=False)
                | models.Q(role__in=HOUSE_ROLES, office=None, body=None, neighbourhood=None),
                name="post_sits_where_its_role_does",
                violation_error_message=_(
                    "Choose an office for posts in an office, a district body for district officers, a neighbourhood "
                    "for its committee, and none of them for leaders and administrators."
                ),
            ),
            models.UniqueConstraint(
                "user",
                "role",
                Coalesce("office", 0),
                Coalesce("body", 0),
                Coalesce("neighbourhood", 0),
                condition=models.Q(until=None),
                name="one_open_post_of_a_kind",
                violation_error_message=_("This person already holds this post."),
            ),
            ExclusionConstraint(
                name="nobody_is_two_administrators",
                expressions=[
                    (_range("user", "user", "int8range"), RangeOperators.OVERLAPS),
                    (_range("since", "until", "daterange"), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(role__in=ADMINISTRATORS),
                violation_error_message=_("One person holds one of the three administrators' posts at a time."),
            ),
        ]

    def __str__(self) -> str:
        place = self.office or self.body or self.neighbourhood
        return f"{self.get_role_display()} · {place}" if place else self.get_role_display()

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """What is no role was refused already, and Django cannot ask a condition about a field that it leaves out."""
        if not exclude or "role" not in exclude:
            super().validate_constraints(exclude=exclude)

    @property
    def is_sensitive(self) -> bool:
        """Whether it lets somebody read reports against people, here or at the district, or decide who does."""
        return Role(self.role).is_sensitive or bool(self.body and "accusation" in self.body.receives)

    @property
    def group_name(self) -> str:
        """The name of the Group that carries this post's permissions; needs `office` loaded."""
        return f"{self.office.key}.{self.role}" if self.office else str(self.role)


class Holder(User):
    """A person as whoever gives posts sees them."""

    class Meta:
        proxy = True
        default_permissions = ("view", "change")
        verbose_name = _("holder of posts")
        verbose_name_plural = _("holders of posts")


class GivenPermission(models.Model):
    """A default permission once given to a post's group, so that reading the lists again never undoes a removal."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    permission = models.ForeignKey(Permission, models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["group", "permission"], name="given_once")]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.permission_id}"


class PastPassword(models.Model):
    """A password that somebody had, as its hash: so that none of the last few comes back."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    password = models.CharField(max_length=128)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user_id)


class SignIn(models.Model):
    """One sign-in of staff, for whoever signed in to look at."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=60)
    session_key = models.CharField(max_length=40, db_index=True)

    # What the page says of it.
    is_open = False
    is_here = False

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id} {self.at}"


class Throttle(models.Model):
    """Tries counted under one key until a moment; see `throttle.hit`."""

    scope = models.CharField(max_length=40)
    key_digest = models.CharField(max_length=64)
    hits = models.PositiveIntegerField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["scope", "key_digest"], name="one_throttle_per_key")]

    def __str__(self) -> str:
        return f"{self.scope}: {self.hits}"


class SignInCode(models.Model):
    """A code on its way to a phone. The session knows only its key; the code itself is kept as a digest."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phone_sealed = SealedTextField()
    phone_digest = models.CharField(max_length=64)
    code_digest = models.CharField(max_length=64)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    tries_left = models.PositiveSmallIntegerField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.key)

    @property
    def masked_phone(self) -> str:
        """The phone as the page shows it back."""
        return mask_phone(self.phone_sealed)


# Posts by which two people are colleagues of one office; the posts for accusations stand apart from everything.
WORKING = tuple(role for role in OFFICE_ROLES if role != Role.ACCUSATIONS)
# Asked on every page of staff, and mostly answered with no.
_ANYBODY = "SELECT FROM accounts_absence WHERE deputy_id = %s AND first <= %s AND last >= %s LIMIT 1"


def away_for(user: Any) -> list[Any]:
    """Who is away today with this person as deputy, each with the posts that may be lent; none without one's own."""
    if user.kind != "staff" or not user.is_active or not user.posts_today:
        return []
    today = timezone.localdate()

    def asked() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(_ANYBODY, [user.pk, today, today])
            return cursor.fetchone() is not None

    if not user.remembered(("stands in", user.pk, today), asked):
        return []
    rows = Absence.objects.on().filter(deputy=user, user__is_active=True).prefetch_related("user")
    found = list({row.user_id: row.user for row in rows}.values())
    return [other for other in found if _lend(other, user)]


def _lend(other: Any, to: Any) -> bool:
    """Narrow somebody's posts to those that a deputy takes on: of offices, or of rank, that the two share."""
    other.__dict__["stands_in_for"] = []
    other.__dict__["posts_today"] = [
        post for post in other.posts_today if post.role in LENT_ROLES and _shared(post, to.posts_today)
    ]
    return bool(other.posts_today)


def _shared(post: Any, posts: Iterable[Any]) -> bool:
    if post.role in OFFICE_ROLES:
        return any(own.office_id == post.office_id and own.role in WORKING for own in posts)
    same = (post.role, post.neighbourhood_id)
    return any((own.role, own.neighbourhood_id) == same for own in posts)
