"""Social insurance (D2) and medical insurance (D3), each with the days of the regulations on its administration."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declared import Register, declare
from caojiadu.core.registers.shapes import taken_in
from caojiadu.core.workflow import register
from offices.service.models.insurance import InsuranceRegistration, PensionClaim


def taken(stem: str, register_key: str, label: Any, one: Any, *, decide: tuple[int, Any], **given: Any) -> None:
    """One kind of application: its workflow and its register, which asks for its own fields."""
    asked, columns, filters = given.pop("fields"), given.pop("columns"), given.pop("filters")
    hint, applied = given.pop("hint"), given.pop("applied")
    register(taken_in.workflow(stem, label=one, decide=decide, **given))
    declare(
        Register(
            key=register_key,
            label=label,
            one=one,
            model=given["model"],
            function=given["function"],
            title=_("The application in one line"),
            fields=("title", *asked, "received_on"),
            columns=columns,
            filters=filters,
            person=True,
            applied=applied,
            hint=hint,
        )
    )


taken(
    "insreg",
    "insurance-registrations",
    _("Social insurance registrations"),
    _("Social insurance registration"),
    key="insurance_registration",
    model="office_service.InsuranceRegistration",
    function="D2",
    series="SB",
    decide=(10, _("Regulations on Social Insurance Administration, arts. 6 and 10")),
    by_law_for=lambda case: case.change != InsuranceRegistration.Change.TRANSFER,
    fields=("change", "insured", "since", "card"),
    applied=("change", "insured", "since", "card"),
    columns=("change", "insured", "received_on"),
    filters=("change",),
    optional={"tell": ("card_on",)},
    hint=_("Joining, moving and correcting social insurance: the agency decides within 10 working days."),
)
taken(
    "pension",
    "pension-claims",
    _("Pension claims"),
    _("Pension claim"),
    key="pension_claim",
    model="office_service.PensionClaim",
    function="D2",
    series="YA",
    decide=(20, _("Regulations on Social Insurance Administration, art. 18")),
    by_law_for=lambda case: case.ground != PensionClaim.Ground.DEATH,
    fields=("ground", "retires_on", "years", "file_at", "bank_given"),
    applied=("ground", "retires_on", "years", "file_at"),
    columns=("ground", "retires_on", "decided_on"),
    filters=("ground",),
    optional={"grant": ("monthly", "first_paid_on", "amount")},
    hint=_("Basic pensions: the agency decides within 20 working days of acceptance."),
)
taken(
    "medenrol",
    "medical-enrolments",
    _("Medical insurance enrolments"),
    _("Medical insurance enrolment"),
    key="medical_enrolment",
    model="office_service.MedicalEnrolment",
    function="D3",
    series="YM",
    decide=(10, _("Regulations on Social Insurance Administration, art. 6")),
    fields=("group", "year", "household", "premium"),
    applied=("group", "year"),
    columns=("group", "year", "received_on"),
    filters=("group",),
    optional={"grant": ("premium", "paid_on")},
    hint=_("Residents' medical insurance, year by year: decided within 10 working days of acceptance."),
)
taken(
    "medclaim",
    "medical-claims",
    _("Medical claims by receipts"),
    _("Medical claim by receipts"),
    key="medical_claim",
    model="office_service.MedicalClaim",
    function="D3",
    series="YX",
    decide=(30, _("Regulations on Social Insurance Administration, art. 20")),
    fields=("why", "hospital", "treated_from", "treated_until", "receipts", "total"),
    applied=("why", "hospital", "treated_from", "treated_until", "receipts", "total"),
    columns=("hospital", "total", "repaid"),
    filters=("why",),
    asks={"grant": ("repaid",)},
    hint=_("Costs that were not settled at the hospital: decided within 30 working days of acceptance."),
)
taken(
    "maternity",
    "maternity-allowances",
    _("Maternity allowances"),
    _("Maternity allowance"),
    key="maternity_allowance",
    model="office_service.MaternityAllowance",
    function="D3",
    series="SY",
    decide=(10, _("Regulations on Social Insurance Administration, art. 20")),
    fields=("birth", "born_on", "maternity_hospital", "insured_by"),
    applied=("birth", "born_on", "maternity_hospital", "insured_by"),
    columns=("birth", "born_on", "allowance"),
    filters=("birth",),
    asks={"grant": ("leave_days", "allowance")},
    hint=_("Claimed after the birth: decided within 10 working days of acceptance."),
)
