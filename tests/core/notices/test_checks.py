"""System checks."""

import pytest

from caojiadu.core.notices import checks
from caojiadu.core.notices.texts import registered


def test_quiet_hours_that_cannot_be_read_are_an_error(settings):
    assert checks.quiet_hours_can_be_read(None) == []
    settings.NOTICE_QUIET_HOURS = "at night"
    assert [found.id for found in checks.quiet_hours_can_be_read(None)] == ["notices.E002"]


ALL_SET = {
    "DEFAULT_FROM_EMAIL": "portal@street.example",
    "SMS_ADAPTER": checks.ALIYUN,
    "ALIYUN_SMS_KEY_ID": "a",
    "ALIYUN_SMS_KEY_SECRET": "b",
    "ALIYUN_SMS_SIGN_NAME": "c",
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"DEFAULT_FROM_EMAIL": "portal@localhost"}, "DEFAULT_FROM_EMAIL"),
        ({"SMS_ADAPTER": ""}, "SMS_ADAPTER is not set"),
        ({"SMS_ADAPTER": "no.such.Adapter"}, "cannot be imported"),
        ({"SMS_ADAPTER": "caojiadu.core.channels.sms.FileSms"}, "demonstrations"),
        ({"ALIYUN_SMS_SIGN_NAME": ""}, "ALIYUN_SMS_SIGN_NAME is not set"),
        ({"ALIYUN_SMS_TEMPLATES": {}}, "ALIYUN_SMS_TEMPLATES is not set"),
        ({"ALIYUN_SMS_TEMPLATES": {"sign_in_code": "SMS_1"}}, "has no code for"),
    ],
)
def test_production_wants_its_channels_set(settings, change, said):
    everything = ALL_SET | {"ALIYUN_SMS_TEMPLATES": dict.fromkeys(registered(), "SMS_1")} | change
    for name, value in everything.items():
        setattr(settings, name, value)
    found = checks.channels_are_set(None)
    assert [error.id for error in found] == ([] if said is None else ["notices.E003"])
    if said:
        assert said in found[0].msg
