"""Records of the Party and Administration Office."""

from offices.party_administration.models.audit import AuditFinding, AuditProject
from offices.party_administration.models.deputies import (
    CongressDeputy,
    DeputyContact,
    DeputyStation,
    DeputySuggestion,
    StationDay,
)
from offices.party_administration.models.disclosure import DisclosureRequest
from offices.party_administration.models.district_tasks import DistrictTask
from offices.party_administration.models.documents import IssuedPaper, NumberSeries, Passing, ReceivedPaper
from offices.party_administration.models.finance import (
    AccountsRelease,
    BudgetLine,
    ExpenseClaim,
    Purchase,
    PurchaseContract,
)
from offices.party_administration.models.internal import Asset, AssetLoan, DutyShift, SealUse
from offices.party_administration.models.meetings import AgendaItem, CommitteeMeeting, MeetingBody
from offices.party_administration.models.news import NewsItem, NewsWish
from offices.party_administration.models.rooms import Room, RoomBooking, Trip, Vehicle
from offices.party_administration.models.secrecy import PublicationReview, SecrecyTally, SecrecyWork

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
