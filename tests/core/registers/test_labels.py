"""Labels as a clerk says them: what one register calls its own stands in no other.

Two registers that share an English word often need two in Chinese. A word that belongs to some registers alone betrays
where one of them took the other's translation: give the label its context (`pgettext_lazy`).
"""

import pytest
from django.utils.translation import override

from caojiadu.core.registers.declaration import Register, all_registers

# Words of one function, and the registers that speak of it.
OWN_WORDS = {
    "会议室": "rooms room-bookings",
    "工单类型": "",
    "党费": "party-organisations",
    "团费": "league-branches",
    "评议": "appraisal-rounds appraisals three-meetings",
    "排查": "stability-screenings",
    "封存": "",
    "源自": "",
    "领用": "asset-loans",
    "预案": "flood-plans drills",
    "培训班": "civil-servant-training permanent-staff-training community-worker-training",
    "政策": "talent-policies",
    "复核": "assisted-households assistance-reviews stability-screenings",
    "任职": "neighbourhood-committee-members owners-committee-members civil-servants",
    "存放": "assets pension-claims disaster-stocks",
    "报到": "dual-registrations correction-counts",
    "预算": "expense-claims budget-lines purchases accounts-releases",
    "演练": "drills",
    "值班": "duty-roster",
    "公开类别": "news published-affairs",
}


def labels_of(register: Register) -> list[str]:
    """What the form of an entry says in Chinese."""
    with override("zh-hans"):
        return [str(register.title), *(str(register.label_of(name)) for name in register.fields if name != "title")]


@pytest.mark.parametrize("word", OWN_WORDS)
def test_a_word_of_one_function_stands_in_no_other(word: str) -> None:
    found = {one.key for one in all_registers() if any(word in label for label in labels_of(one))}
    assert found == set(OWN_WORDS[word].split())


def test_no_form_says_the_same_of_two_of_its_fields() -> None:
    twice = {one.key: labels for one in all_registers() if len(set(labels := labels_of(one))) < len(labels)}
    assert twice == {}
