"""A small world for tests of who may what: the cast, two residents, a rank without posts, one matter of each sort."""

import datetime as dt
import uuid
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.accounts.models import Absence, User
from caojiadu.core.accounts.posts import appoint
from caojiadu.core.cases.grants import grant_case
from caojiadu.core.cases.models import Case, Task
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.duplicates import name_by_hand
from caojiadu.core.desk.models import Batch, Reminder, SavedView, Sheet
from caojiadu.core.district import sending
from caojiadu.core.district.models import Report
from caojiadu.core.external_systems.models import NumberSheet
from caojiadu.core.files.moves import store
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.organisation.models import Centre, Office
from offices.management.models import OrderSheet
from offices.party_administration.disclosure import applicant
from petitions.meetings.rules import call_meeting
from petitions.models import BreachKind, Joining, JointMeeting, Publication, ReceptionDay, SupervisionCard
from petitions.supervision import slips
from services.appointments.booking import book
from services.appointments.times import moment
from services.hall.tickets import open_day, take
from services.models import Appointment, BookingRules, HallWindow, Item, OpeningHours, Ticket
from tests.cast import DISTRICT, STAFF
from tests.core.district.reports import accusation, reported
from tests.core.files import samples
from tests.core.people.room import assess
from tests.offices.management.orders import dispatched
from tests.offices.management.rounds import round_of
from tests.offices.party_administration.disclosure import REQUEST
from tests.offices.party_administration.news import NEWS_STATES, news_item
from tests.petitions.letters import answered, go, in_hand, make_resident, write
from tests.petitions.suggestions import answered_suggestion, prepare, published

OWNER, NEIGHBOUR = "+8613812345678", "+8613987654321"
BACKEND = "caojiadu.core.accounts.backends.PostBackend"
PEOPLE = ("visitor", "resident", "neighbour", *STAFF, "guest", "superuser", *DISTRICT)
DESK_PEOPLE = (*STAFF, "guest", "superuser")

# Who opens which matter at the desk. The guest has a grant to the ordinary one; the superuser has a rank and no post.
OPENS = {
    "fresh": {"clerk", "security_head", "leader"},
    "ordinary": {"clerk", "head", "handler", "colleague", "co_head", "co_handler", "committee", "leader", "guest"},
    "answered": {"clerk", "head", "handler", "colleague", "leader"},
    "entered": {"clerk", "security_head", "leader", "window"},
    "grid": {"head", "handler", "colleague", "leader"},
    "order": {"head", "handler", "colleague", "co_head", "co_handler", "leader"},
    "accusation": {"keeper", "second_keeper"},
    "forwarded": {"keeper", "second_keeper"},
    "reclassified": {"keeper", "second_keeper"},
    "above": set(),
}


def tomorrow() -> dt.date:
    """The next day: always early enough for a helper."""
    return timezone.localdate() + dt.timedelta(days=1)


def make_world(cast: Any) -> SimpleNamespace:
    """Everybody and everything, each under its name."""
    people = {name: getattr(cast, name) for name in (*STAFF, *DISTRICT)}
    people |= {
        "visitor": AnonymousUser(),
        "resident": resident_account(phone=OWNER),
        "neighbour": resident_account(phone=NEIGHBOUR),
        "guest": User.objects.create_user("guest", kind="staff", display_name="专班小沈"),
        "superuser": User.objects.create_superuser("root", kind="staff", display_name="应急账号"),
    }
    world = SimpleNamespace(people=people, cases=_cases(cast, people))
    world.file = store(
        uploaded=samples.upload("照片.jpg", samples.picture(), "image/jpeg"),
        case=world.cases["ordinary"],
        audience="both",
    )
    world.secret_file = store(
        uploaded=samples.upload("证据.jpg", samples.picture(), "image/jpeg"),
        case=world.cases["accusation"],
        audience="both",
    )
    world.absence = Absence.objects.create(
        user=cast.colleague, first=tomorrow(), last=tomorrow(), deputy=cast.handler, set_by=cast.head
    )
    world.reception_day = ReceptionDay.objects.create(
        leader=cast.leader, day=tomorrow(), starts=dt.time(9), ends=dt.time(11)
    )
    assess()
    world.pair = name_by_hand(one=world.cases["ordinary"].resident_id, other=world.cases["order"].resident_id)
    world.public = published(cast)
    world.prepared = Publication.objects.get(petition=prepare(cast, answered_suggestion(cast)))
    world.report = reported(cast)
    world.meeting = _meeting(cast)
    world.slip = sent_slip(cast)
    world.secret_report = Report.objects.get(case=world.cases["forwarded"])
    sending.send_due()
    world.batch = Batch.objects.create(by=cast.head, act="assign", language="zh-hans", done_at=timezone.now())
    world.view = SavedView.objects.create(owner=cast.head, name="本科室", asked="queue=office")
    world.reminder = Reminder.objects.create(user=cast.head, case_id=world.cases["ordinary"].pk, on=dt.date(2030, 1, 2))
    world.long_list = Sheet.objects.create(by=cast.head, asked="queue=all", form="csv", language="zh-hans", rows=1)
    world.sheet = OrderSheet.objects.create(name="工单.xlsx", sent_by=cast.handler, sent_at=timezone.now())
    world.appraisal, world.prepared_appraisal = round_of(cast), round_of(cast, is_open=False)
    world.number_sheet = NumberSheet.objects.create(
        system="city-petitions", name="编号.xlsx", sent_by=cast.clerk, sent_at=timezone.now()
    )
    world.disclosure = applicant.send_in(user=people["resident"], data=REQUEST)
    world.news, world.news_unreviewed, world.news_gone = (news_item(cast, state) for state in NEWS_STATES)
    world.hall_ticket = _hall_ticket()
    world.link = _link(world.cases["ordinary"])
    world.task = _task(world.cases["ordinary"])
    world.secret_task = _task(world.cases["accusation"])
    world.appointment = _appointment()
    world.notice = _failed(world.cases["ordinary"])
    world.secret_notice = _failed(world.cases["accusation"])
    return world


def _cases(cast: Any, people: dict[str, Any]) -> dict[str, Case]:
    resident = make_resident()
    ordinary = in_hand(cast, co=("F",), resident=resident)
    area = cast.committee.posts_today[0].neighbourhood_id
    ordinary = go(ordinary, "ask_committee", cast.handler, neighbourhood=area, due_on=str(tomorrow()))
    parent = in_hand(cast)
    go(parent, "open_grid_case", cast.head, grid_title="井盖缺失", grid_place="长宁路")
    case = go(write(resident=resident), "reclassify", cast.clerk, kind="petition_accusation", reason="是检举")
    found = {
        "fresh": write(),
        "ordinary": ordinary,
        "answered": answered(cast, resident=resident),
        "entered": write(actor=Actor.staff(cast.window), channel="call"),
        "grid": Case.objects.get(parent=parent),
        "order": dispatched(cast),
        "accusation": write("petition_accusation", resident=resident, fields={"against": "某物业经理"}),
        "forwarded": accusation(cast).case,
        "reclassified": case,
        "above": write("petition_accusation", fields={"against": cast.leader.display_name}),
    }
    grant_case(case=ordinary, to=_posted(people["guest"]), reason="专班", by=cast.security_admin)
    return {name: Case.objects.get(pk=case.pk) for name, case in found.items()}


def _meeting(cast: Any) -> JointMeeting:
    """A joint meeting to which the office of the stranger is called."""
    data = {"title": "联席会议", "held_at": timezone.now(), "place": "三楼", "chair": "主任", "bodies": (), "areas": ()}
    return call_meeting(actor=Actor.staff(cast.clerk), data=data | {"offices": Office.objects.filter(code="D")})


def sent_slip(cast: Any) -> SupervisionCard:
    """A supervision slip that the district's letters office sent down."""
    data = {"breach": BreachKind.objects.get(key="not-told"), "advice": "请书面告知", "days": 5, "files": ()}
    data |= {"body": slips.senders(cast.district)[0], "number_there": "区信督1号"}
    return slips.send(user=cast.district, data=data, matter=None)


def _posted(user: User) -> User:
    """Somebody at a window of another office, whose post opens nothing by itself."""
    appoint(user=user, role="window", office=Office.objects.get(code="D"))
    return user


def _hall_ticket() -> Ticket:
    """A number taken in the hall of the reception centre, which has a window."""
    centre = Centre.objects.get(key="affairs-reception")
    HallWindow.objects.create(centre=centre, number=1)
    open_day(centre)
    return take(centre)


def _link(case: Case) -> str:
    """The link with which neighbours of the resident sign the matter."""
    go(case, "open_joining", by="resident")
    return str(Joining.objects.get(petition_id=case.pk).token_sealed)


def _task(case: Case) -> Task:
    now = timezone.now()
    return Task.objects.create(
        case=case,
        kind=Task.Kind.RING,
        key=f"ring-{uuid.uuid4()}",
        office_id=case.registrar_id or case.office_id,
        created_at=now,
        due_at=now,
    )


def _appointment() -> Appointment:
    """The resident comes tomorrow to a centre of office D, which is open every day."""
    rules = BookingRules.objects.create(
        centre=Centre.objects.get(key="affairs-reception"), open_on_holidays=True, make_up_weekday=None
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(rules=rules, weekday=day, opens=dt.time(9), closes=dt.time(11)) for day in range(7)
    )
    starts_at = moment(tomorrow(), dt.time(9))
    item, by = Item.objects.get(key="pension"), resident_account(phone=OWNER)
    return book(item=item, starts_at=starts_at, name="来人", phone=OWNER, by=by)


def _failed(case: Case) -> Notice:
    resident = case.resident
    assert resident is not None
    key = f"lost-{case.pk}"
    put(
        template="petition_accepted",
        to=To.resident(resident),
        dedup_key=key,
        channels=("sms",),
        case_number=case.number or "",
    )
    Notice.objects.filter(dedup_key=f"{key}:sms").update(state="failed", error="There is no phone number")
    return Notice.objects.get(dedup_key=f"{key}:sms")


def client_of(user: Any) -> Client:
    """A browser in which somebody is signed in; what breaks answers 500 instead of stopping the test."""
    client = Client(raise_request_exception=False)
    if user.is_authenticated:
        client.force_login(user, backend=BACKEND)
    return client
