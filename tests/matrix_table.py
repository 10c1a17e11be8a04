"""The matrix as a table: each address of the portal, and what it answers to whom. A new address needs a row here."""

from collections.abc import Callable

from caojiadu.core.administrators import ADMINISTRATORS, AUDIT, SECURITY, SYSTEM
from tests.cast import DISTRICT
from tests.world import DESK_PEOPLE, OPENS

RESIDENTS = {"resident", "neighbour"}
Rule = Callable[[str], int]


def everybody(status: int = 200) -> Rule:
    return lambda _person: status


def desk(*some: str, ok: int = 200) -> Rule:
    """Staff pages: strangers are asked to sign in; for whom a page is not, it does not exist."""
    allowed = set(some or DESK_PEOPLE)
    return lambda person: 302 if person == "visitor" else ok if person in allowed else 404


def nobody_but(*some: str, ok: int = 200) -> Rule:
    """Pages of the public side that exist for some only."""
    return lambda person: ok if person in some else 404


def mine(*some: str, ok: int = 200) -> Rule:
    """Residents' pages behind the sign-in."""
    return lambda person: 302 if person == "visitor" else ok if person in some else 404


def district(*some: str) -> Rule:
    return desk(*(some or DISTRICT))


def signed_in(ok: int = 200, visitor: int = 302) -> Rule:
    return lambda person: visitor if person == "visitor" else ok


def of_password(person: str) -> int:
    without = RESIDENTS | {"guest", "superuser"}
    return 302 if person == "visitor" else 404 if person in without else 200


def asks_first(person: str) -> int:
    return 404 if of_password(person) == 404 else 302


FACTOR_PAGES = ("activate_totp", "deactivate_totp", "add_webauthn", "view_recovery_codes", "generate_recovery_codes")
OWN = {"ordinary", "answered"}  # what a phone number alone opens to the resident who wrote
REVEALS = {
    "ordinary": {"clerk", "head", "handler"},
    "answered": {"clerk", "head", "handler"},
    "order": {"head", "handler", "colleague", "co_head", "co_handler"},
    "accusation": {"keeper", "second_keeper"},
    "reclassified": {"keeper", "second_keeper"},
}
RENEWS = {
    "fresh": {"clerk"},
    "ordinary": {"clerk"},
    "answered": {"clerk"},
    "entered": {"clerk", "window"},
    **{key: {"keeper", "second_keeper"} for key in ("accusation", "forwarded", "reclassified")},
}
HANDS = ("clerk", "head", "handler", "colleague", "co_head", "co_handler")
# Everybody with a post in which matters are worked on; the superuser has every permission.
WORKING = tuple(name for name in DESK_PEOPLE if name not in (*ADMINISTRATORS, "committee"))
OUTSIDE_OFFICES = ("committee", "leader", *ADMINISTRATORS, "superuser")
FIGURES = ("clerk", "head", "co_head", "security_head", "keeper", "second_keeper", "leader", "superuser")
_OFFICES = ("clerk", "head", "handler", "colleague", "co_head", "co_handler", "stranger", "security_head", "leader")
CARDS = (*_OFFICES, "superuser")
CENTRE = ("head", "handler", "colleague", "superuser")
ORDERS = ("head", "handler", "colleague", "co_head", "co_handler", "stranger", "security_head")
HEADS = ("head", "handler", "colleague", "co_head", "security_head", "leader")
HALL = ("stranger", "guest")  # who works in the office that runs the reception centre
SENDERS = ("clerk", "system_admin", "superuser")


def nobody_posts() -> Rule:
    """Addresses that are only posted: strangers are asked to sign in, residents find nothing, staff get to the page."""
    return lambda person: 302 if person == "visitor" or person in DESK_PEOPLE else 404


def matters(rule: Callable[[str], Rule]) -> dict[str, Rule]:
    return {matter: rule(matter) for matter in OPENS}


def opens_at_desk(matter: str) -> Rule:
    return desk(*(OPENS[matter] or {"-"}))


def own(matter: str) -> Rule:
    return nobody_but(*(["resident"] if matter in OWN else []))


# The address, and what a GET of it answers to whom. Where it has an argument: for each sample of the world.
GET: dict[str, Rule | dict[str, Rule]] = {
    "home": everybody(),
    "moved_admin": {"12345": everybody(301)},
    "about": everybody(),
    "search": everybody(),
    "elsewhere": everybody(),
    "public_register": {"no_register": everybody(404)},
    "activities": everybody(),
    "activity": {"no_appraisal": everybody(404), "grid": everybody(404)},
    "arrive": {"no_appraisal": everybody(404)},
    "door_sign": {"no_appraisal": desk("-")},
    "rooms:list": everybody(),
    "rooms:room": {"small_class": everybody(404)},
    "rooms:book": {"small_class": mine(*RESIDENTS, ok=404)},
    **{f"rooms:{page}": {"no_appraisal": mine(*RESIDENTS, ok=404)} for page in ("booking", "change", "cancel")},
    "life:home": everybody(),
    "life:new": mine(*RESIDENTS, ok=302),  # without a kind, back to the kinds
    "life:order": {"no_appraisal": mine(*RESIDENTS, ok=404)},
    "life:rate": {"no_appraisal": mine(*RESIDENTS, ok=302)},
    "life:cancel": {"no_appraisal": mine(*RESIDENTS, ok=404)},
    "life:provider": {"no_appraisal": everybody(410)},
    "office_service:slip": {"no_appraisal": desk("-")},
    "services:catalogue": everybody(),
    "services:judge": everybody(),
    "services:judged": everybody(),
    "services:posted": everybody(),
    "services_desk:reviews": desk("leader", "stranger"),  # a handler of the office that runs the centre
    "services:apply": {"service": mine(*RESIDENTS), "no_register": mine(*RESIDENTS, ok=404)},
    "services:application": {"no_appraisal": mine(*RESIDENTS, ok=404)},
    "services:supplement": {"no_appraisal": mine(*RESIDENTS, ok=302)},
    "services:withdraw": {"no_appraisal": mine(*RESIDENTS, ok=404)},
    "services:blank": {"year": everybody(404)},  # none is there
    "services:item": {"service": everybody(), "no_register": everybody(404)},
    "news:list": everybody(),
    "news:feed": everybody(),
    "news:item": {"news": everybody(), "news_unreviewed": everybody(404), "news_gone": everybody(410)},
    "news:subscribe": mine(*RESIDENTS),
    "disclosure:about": everybody(),
    "disclosure:new": mine(*RESIDENTS),
    "disclosure:request": {"disclosure": mine("resident"), "paper_number": mine("-")},
    "disclosure:withdraw": {"disclosure": mine("resident")},
    "disclosure:correct": {"disclosure": mine(*RESIDENTS, ok=302)},
    **{
        f"services:{page}": {"hall": everybody(), "no_hall": everybody(404)}
        for page in ("hall", "hall_door", "hall_screen", "hall_calls", "hall_sign")
    },
    "services:hall_ticket": {"ticket": everybody(), "no_ticket": everybody(404)},
    "services_desk:applications": desk(*HALL),
    "services_desk:enter": {"service": desk(*HALL), "no_register": desk("-")},
    "services_desk:entered": {"no_appraisal": desk("-")},
    "services_desk:brought": {"no_appraisal": desk("-")},
    "services_desk:halls": desk(*HALL, ok=302),
    "services_desk:sought": desk(*HALL, ok=302),  # a form that is only sent; looked at, back to the list
    "services_desk:hall": {"hall": desk(*HALL), "no_hall": desk("-")},
    # Nobody of the world heads that office or sits at a window: its own tests open them.
    **{f"services_desk:{page}": {"hall": desk("-")} for page in ("hall_line", "hall_load", "hall_days")},
    "services_desk:hall_act": {"hall": nobody_posts()},
    "services:appointments": everybody(),
    "services:choose": {"service": everybody(), "no_register": everybody(404)},
    "services:who": {"service": mine(*RESIDENTS, ok=302)},  # without a time, back to the days
    "services:appointment": {"booked": mine("resident")},
    "services:change": {"booked": mine("resident")},
    "services:cancel": {"booked": mine("resident")},
    "services:again": {"booked": everybody(302)},
    "services_desk:appointments": desk("stranger", "guest"),
    "services_desk:new_appointment": desk("stranger", "guest"),
    **{
        f"services_desk:{page}": {"booked": desk("stranger", "guest")}
        for page in ("appointment", "change_appointment", "appointment_person")
    },
    "services_desk:act_appointment": {"booked": nobody_posts()},
    "privacy": everybody(),
    "accessibility": everybody(),
    "healthz": everybody(),
    "readyz": everybody(),
    "metrics": everybody(),  # from the observers' addresses, whoever asks
    "readyz_one": {"measure": everybody()},
    "robots": everybody(),
    "security_txt": everybody(),
    "offline": everybody(),
    "offline_worker": everybody(),
    "manifest": everybody(),
    "favicon": everybody(302),
    "display": everybody(405),
    "set_language": everybody(302),
    "me": signed_in(),
    "family": mine(*RESIDENTS),
    "act_for": mine(*RESIDENTS, ok=302),
    "family_answer": {"no_relative": mine(*RESIDENTS, ok=302)},
    "services_desk:relatives": desk("stranger", "guest"),
    "services_desk:end_relative": {"no_relative": nobody_posts()},
    "my_email": lambda person: 302 if person == "visitor" else 200 if person in RESIDENTS else 404,
    "account_login": signed_in(302, visitor=200),
    "account_code": everybody(302),
    "account_code_again": everybody(405),
    "staff_login": signed_in(302, visitor=200),
    "account_logout": signed_in(),
    "account_change_password": of_password,
    "staff_password": everybody(),
    "staff_password_code": everybody(302),  # before a code was asked for
    "staff_password_new": everybody(302),
    "staff_account": of_password,
    "staff_end_others": everybody(405),
    "staff_phone": of_password,
    "staff_again": of_password,
    "mfa_index": of_password,
    "mfa_list_webauthn": of_password,
    "mfa_authenticate": everybody(302),  # a step of the sign-in
    # Whoever signed in long ago shows first who they are.
    **{f"mfa_{page}": asks_first for page in FACTOR_PAGES},
    "mfa_remove_webauthn": {"small_class": asks_first},
    "staff_phone_code": asks_first,
    "account_inactive": everybody(403),
    "petitions:new": everybody(),
    "petitions:track": everybody(),
    **{f"elder:{page}": everybody() for page in ("home", "ring_back", "write", "follow")},
    "elder:done": dict.fromkeys(("ordinary", "accusation"), nobody_but()),
    "petitions:how": everybody(),
    "petitions:reception": everybody(),
    "petitions:suggestions": everybody(),
    "petitions:suggestion": {"public": everybody(), "prepared": everybody(404)},
    "petitions:matter": matters(own),
    "petitions:join": {"link": everybody(), "over": everybody(404)},
    "petitions:receipt": dict.fromkeys(("ordinary", "accusation"), nobody_but()),
    "petitions:withdraw": {**matters(own), "answered": nobody_but("resident", ok=302)},
    "petitions:review": matters(lambda matter: nobody_but(*(["resident"] if matter in OWN else []), ok=302)),
    **{
        f"petitions:{step}": dict.fromkeys(("ordinary", "answered", "accusation", "above"), everybody(302))
        for step in ("read", "read_review", "reply", "judge", "leave", "keep", "publishing", "link", "proxy")
    },
    "files:download": {
        "file": nobody_but(*OPENS["ordinary"] - {"committee"}, "resident"),
        "secret_file": nobody_but(*OPENS["accusation"]),
    },
    **{
        f"documents:{page}": {
            "notice_paper": nobody_but(*OPENS["ordinary"] - {"committee"}, "resident"),
            "unread_paper": nobody_but(*OPENS["answered"]),
            "secret_paper": nobody_but(*OPENS["accusation"]),
        }
        for page in ("paper", "pdf")
    },
    "desk:home": desk(),
    "desk:cases": desk(),
    "desk:case": matters(opens_at_desk),
    "desk:remind": matters(opens_at_desk),
    "desk:reminded": {"reminder": nobody_posts()},
    "desk:person": matters(lambda matter: desk(*REVEALS.get(matter, {"-"}))),
    "desk:move": {
        "note": desk(*HANDS),
        "draft": desk("head", "handler"),
        "opine": desk("co_head", "co_handler", "committee"),
        "ask_office": desk("clerk", "head", "handler"),
        "forward": desk("keeper", "second_keeper"),
        "nonsense": desk("-"),
    },
    "desk:tasks": desk(),
    "desk:absences": desk(),
    "desk:absence_end": {"absence": nobody_posts()},
    "desk:keys": desk(),
    "desk:many": desk(ok=302),
    "desk:views": desk(),
    "desk:save_view": desk(),
    "desk:view": {"view": desk("head")},
    "desk:export": desk(),
    "desk:sheet": {"long_list": desk("head")},
    "desk:batch": {"batch": desk("head")},
    "desk:overview": desk("leader"),
    "desk:leavers": desk("head", "co_head", "security_head"),
    "desk:leaver": {"handler": desk("head")},
    "desk:task": {"task": desk("clerk"), "secret_task": desk("keeper", "second_keeper")},
    "notices:inbox": desk(),
    "notices:trouble": desk(*SENDERS),
    "notices:again": {"notice": desk("clerk"), "secret_notice": desk("-")},
    "letters_desk:roster": desk("clerk", "superuser"),
    "letters_desk:roster_cancel": {"reception_day": nobody_posts()},
    "letters_desk:enter": desk("window", "clerk", "guest", "superuser"),
    "letters_desk:receipt": dict.fromkeys(("entered", "accusation"), desk("-")),
    "letters_desk:same": {
        **matters(opens_at_desk),
        "ordinary": desk(*OPENS["ordinary"] - {"committee"}),
        **dict.fromkeys(("grid", "order", "accusation", "forwarded", "reclassified", "above"), desk("-")),
    },
    "letters_desk:receipt_pdf": dict.fromkeys(("entered", "accusation"), desk("-")),
    "letters_desk:code": matters(lambda matter: desk(*RENEWS.get(matter, {"-"}))),
    "letters_desk:urgent": desk(*WORKING),
    "letters_desk:new_urgent": desk(*WORKING),
    "letters_desk:supervision": desk(*CARDS),
    "letters_desk:slip": desk("clerk"),
    "letters_desk:meetings": desk(*CARDS),
    "letters_desk:new_meeting": desk("clerk", "security_head", "leader"),
    "letters_desk:meeting_paper": {"meeting": desk("clerk", "security_head", "leader", "stranger")},
    "letters_desk:digests": desk("clerk"),
    "letters_desk:figures": desk(*FIGURES),
    "letters_desk:new_digest": desk("clerk"),
    "letters_desk:people": {
        **matters(opens_at_desk),
        "ordinary": desk(*OPENS["ordinary"] - {"committee"}),
        **dict.fromkeys(("grid", "order"), desk("-")),
    },
    "office_management:new_grid_case": everybody(302),
    "management_public:appraisal": {
        "appraisal": everybody(),
        **dict.fromkeys(("prepared_appraisal", "no_appraisal"), everybody(404)),
    },
    "office_management:patrol": desk(*CENTRE),
    "office_management:patrol_classes": {"large_class": desk(*CENTRE), "no_large_class": desk("-")},
    "office_management:patrol_find": {"small_class": desk(*CENTRE)},
    "office_management:orders": desk(*ORDERS, "leader"),
    **{f"office_management:{name}": desk(*CENTRE) for name in ("new_order", "import_orders")},
    **{
        f"external_systems:{name}": {"12345": desk(*CENTRE), "city": desk("clerk", "superuser"), "no_system": desk("-")}
        for name in ("not_there", "export", "numbers")
    },
    "external_systems:take_back": {"12345": nobody_posts()},
    **{f"external_systems:{name}": {"number_sheet": desk("clerk")} for name in ("number_sheet", "bad_rows")},
    "external_systems:matter": {
        "ordinary_there": desk("clerk"),
        "order_there": desk("head", "handler", "colleague"),
        **dict.fromkeys(("accusation_there", "reclassified_there", "grid_there"), desk("-")),
    },
    **{f"office_management:{name}": {"sheet": desk(*CENTRE)} for name in ("order_sheet", "bad_rows")},
    **{f"office_management:{name}": desk(*HEADS) for name in ("order_figures", "order_figures_file")},
    # Nobody of the world works in that office: its own tests open them.
    "office_party_administration:disclosure_year": {"year": desk("superuser")},
    "office_service:roll_lines": {"no_appraisal": desk("-")},
    "office_human_resources:retirement": desk("-"),
    "office_human_resources:training": {"hours": desk("-")},
    "people:find": desk(*(person for person in DESK_PEOPLE if person not in OUTSIDE_OFFICES)),
    "people:pairs": desk("head", "co_head", "security_head"),
    "people:pair": {"pair": desk("-")},
    "people:person": {"person": desk("clerk", "head", "handler", "colleague")},
    "people:compare": {"person": desk("head")},
    "district_desk:outgoing": desk(),
    "letters_district:sent": district("district"),
    "letters_district:new_slip": district("district"),
    "letters_district:slip": {"slip": district("district"), "ordinary": district("-")},
    "district:home": district(),
    "district:messages": district(),
    **{
        f"district:{step}": {"report": district("district"), "secret_report": district("discipline")}
        for step in ("report", "acknowledge", "answer", "send_back")
    },
    "district:decide": dict.fromkeys(("report", "secret_report"), desk("-")),
    "district:replies": everybody(405),
    "district:paper": {"paper": everybody(401)},
    "district:api_report": {"report": everybody(401), "secret_report": everybody(401)},
    "letters_district_api:send": everybody(405),
    "letters_district_api:slip": {"slip": everybody(401), "ordinary": everybody(401)},
    "letters_district_api:take_back": {"slip": everybody(405)},
}
# Steps of the residents' side that are only posted: who gets beyond the door with an empty form.
POSTED_BY_OWNER = {
    *("read", "read_review", "reply", "review", "judge", "withdraw", "leave", "keep", "publishing", "link", "proxy"),
}
# The admin: whose list each is, besides the break-glass account, which opens all of them.
ADMIN_LISTS: dict[str, tuple[str, ...]] = {
    "accounts.approval": (SYSTEM, SECURITY),  # one asks, the other decides
    **dict.fromkeys(("admin.logentry", "audit.entry", "audit.confidentialentry"), (AUDIT,)),
    **dict.fromkeys(
        (
            "accounts.holder",
            "auth.group",
            "cases.case",
            "community.impactassessment",
            "documents.seal",
            "organisation.districtbody",
        ),
        (SECURITY,),
    ),
    **dict.fromkeys(
        (
            "accounts.user",
            "cases.category",
            "cases.limitrule",
            "community.resident",
            "district.report",
            "documents.paperrule",
            "external_systems.systemrule",
            "finding.elsewhere",
            "finding.unanswered",
            "notices.notice",
            "notices.template",
            "office_management.gridclass",
            "office_management.gridrules",
            "office_management.hotlinerules",
            "office_management.raterule",
            "office_management.sheetword",
            "office_service.aidrules",
            "organisation.centre",
            "organisation.fact",
            "organisation.function",
            "organisation.neighbourhood",
            "organisation.office",
            "organisation.responsibility",
            "petitions.breachkind",
            "petitions.call",
            "petitions.dutyorder",
            "petitions.jointrules",
            "petitions.learningrule",
            "registers.reminderrule",
            "services.bookingrules",
            "services.closure",
            "services.hallrules",
            "services.hallwindow",
            "services.item",
            "services.itemversion",
            "services.lifeevent",
            "workdays.day",
        ),
        (SYSTEM,),
    ),
}
