"""Payment rolls that nobody has drawn up while households wait for this month's aid: told once for each kind."""

import datetime as dt

from django.utils import timezone

from caojiadu.core.accounts.models import Post, User
from caojiadu.core.accounts.roles import Role
from caojiadu.core.hooks import provide
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.notices.texts import register_template
from caojiadu.core.organisation.queries import office_of_function
from caojiadu.core.registers.access import may_see
from offices.service.models import AidRoll, AssistedHousehold
from offices.service.models.due import due_in
from offices.service.registers.assistance import HOUSEHOLDS

register_template(
    "roll_owed",
    title=("本月救助金尚未造册", "A payment roll of this month is owed"),
    body=(
        "{month}的{kind}已有应发放的家庭，尚未造册，请及时办理。",
        "Households are due “{kind}” for {month}, and no payment roll is drawn up. Please draw it up.",
    ),
    variables=("month", "kind"),
)


@provide("every_day")
def tell_of_owed_rolls(now: dt.datetime) -> int:
    """Tell whoever keeps the households of each kind of aid that is due this month and has no roll yet, once."""
    first = timezone.localdate(now).replace(day=1)
    month, kinds = f"{first:%Y-%m}", AssistedHousehold.Category
    there = set(AidRoll.objects.filter(month=month, turn__isnull=False).values_list("aid", flat=True))
    owed = [kind for kind in kinds if kind not in there and due_in(first, kind)]
    keepers = _keepers() if owed else []
    for kind in owed:
        for person in keepers:
            key = f"roll-owed-{month}-{kind}-u{person.pk}"
            put(
                template="roll_owed",
                to=To.user(person),
                dedup_key=key,
                context={"month": month, "kind": str(kind.label)},
            )
    return len(owed)


def _keepers() -> list[User]:
    posts = Post.objects.filter(office=office_of_function("D4"), role__in=(Role.HANDLER, Role.HEAD)).held_on()
    people = User.objects.filter(is_active=True, pk__in=posts.values("user_id"))
    return [person for person in people if may_see(person, HOUSEHOLDS)]
