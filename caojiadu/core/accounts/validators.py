"""What makes no password, beside what Django refuses: repeated or counted up, about this house, or used before.

GB/T 22239, 8.1.4.1: a password is complex and changed regularly.
"""

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import PastPassword, User

LEAST_DIFFERENT = 5  # characters, of whatever length
# What anybody would try first in this house: its name, its place, its number, what it is for.
OF_THE_HOUSE = (
    *("caojiadu", "jingan", "shanghai", "xinfang", "menhu", "jiedao", "banshichu", "portal", "petition", "12345"),
    *("曹家渡", "静安", "上海", "信访", "门户", "街道", "办事处"),
)
RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890123456789")
LONGEST_REST = 8  # characters that must be left when the words of the house are taken out


class Varied:
    """Neither few characters over and over, nor a row of the keyboard or the alphabet."""

    def validate(self, password: str, user: User | None = None) -> None:
        plain = password.casefold()
        repeated = any(plain == (plain[:length] * len(plain))[: len(plain)] for length in range(1, len(plain) // 2 + 1))
        row = any(plain in run or plain in run[::-1] for run in RUNS)
        if len(set(plain)) < LEAST_DIFFERENT or repeated or row:
            raise ValidationError(_("This repeats itself or counts up. Choose something nobody can continue."))

    def get_help_text(self) -> str:
        return _("Nothing that repeats itself or counts up.")


class NotOfTheHouse:
    """Not made up of words that anybody would try first here."""

    def validate(self, password: str, user: User | None = None) -> None:
        rest = password.casefold()
        for word in OF_THE_HOUSE:
            rest = rest.replace(word, "")
        if rest != password.casefold() and len(rest) < LONGEST_REST:
            raise ValidationError(_("This is mostly about this office. Choose something that is not."))

    def get_help_text(self) -> str:
        return _("Nothing about this office or this portal.")


class NotUsedBefore:
    """None of the last five, the present one included."""

    def __init__(self, last: int = 5) -> None:
        self.last = last

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        kept = PastPassword.objects.filter(user=user).order_by("-pk").values_list("password", flat=True)
        if any(check_password(password, one) for one in (user.password, *kept[: self.last - 1])):
            raise ValidationError(_("You had this password before. Choose another one."))

    def get_help_text(self) -> str:
        return _("None of your last %(last)d passwords.") % {"last": self.last}
