"""Records of the Party and Administration Office."""

from offices.party_administration.audit.models import AuditFinding, AuditProject
from offices.party_administration.deputies.models import (
    CongressDeputy,
    DeputyContact,
    DeputyStation,
    DeputySuggestion,
    StationDay,
)
from offices.party_administration.disclosure.models import DisclosureRequest
from offices.party_administration.district_tasks.models import DistrictTask
from offices.party_administration.documents.models import IssuedPaper, NumberSeries, Passing, ReceivedPaper
from offices.party_administration.finance.models import (
    AccountsRelease,
    BudgetLine,
    ExpenseClaim,
    Purchase,
    PurchaseContract,
)
from offices.party_administration.internal.models import Asset, AssetLoan, DutyShift, SealUse
from offices.party_administration.internal.rooms import Room, RoomBooking, Trip, Vehicle
from offices.party_administration.meetings.models import AgendaItem, CommitteeMeeting, MeetingBody
from offices.party_administration.news.models import NewsItem, NewsWish
from offices.party_administration.secrecy.models import PublicationReview, SecrecyTally, SecrecyWork

__all__ = [
    "AccountsRelease",
    "AgendaItem",
    "Asset",
    "AssetLoan",
    "AuditFinding",
    "AuditProject",
    "BudgetLine",
    "CommitteeMeeting",
    "CongressDeputy",
    "DeputyContact",
    "DeputyStation",
    "DeputySuggestion",
    "DisclosureRequest",
    "DistrictTask",
    "DutyShift",
    "ExpenseClaim",
    "IssuedPaper",
    "MeetingBody",
    "NewsItem",
    "NewsWish",
    "NumberSeries",
    "Passing",
    "PublicationReview",
    "Purchase",
    "PurchaseContract",
    "ReceivedPaper",
    "Room",
    "RoomBooking",
    "SealUse",
    "SecrecyTally",
    "SecrecyWork",
    "StationDay",
    "Trip",
    "Vehicle",
]
