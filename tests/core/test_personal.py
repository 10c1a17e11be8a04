"""Personal data: what is taken, how it is kept, how it is shown."""

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from caojiadu.core.community.models import Resident
from caojiadu.core.personal import (
    Unreadable,
    Unusable,
    check_id_number,
    check_keys,
    clean_line,
    clean_text,
    digest,
    id_digest,
    mask_address,
    mask_id,
    mask_id_outside,
    mask_name,
    mask_phone,
    name_digest,
    normal_phone,
    phone_digest,
    seal,
    takes_messages,
    unseal,
)

OTHER_KEY = "k2:" + "z" * 40


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张小三", "张*"),
        ("欧阳修", "欧阳*"),
        ("司马相如", "司马*"),
        ("司马", "司*"),
        ("张", "*"),
        ("", ""),
        ("阿依古丽·买买提", "阿*"),
        ("John Smith", "J*"),
        ("𠮷田", "𠮷*"),
    ],
)
def test_a_name_shows_its_surname_only(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("+8613812345678", "138****5678"),
        ("+862162581234", "021****1234"),
        ("+85291234567", "+852****567"),
        ("", ""),
        ("13812345678", "138****5678"),
    ],
)
def test_a_phone_shows_both_ends(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("number", "inside", "outside"),
    [
        ("11010519491231002X", "1101**********002X", "1****************X"),
        ("E12345678", "E1*****78", "E*******8"),
        ("H1234567890", "H1*******90", "H*********0"),
        ("", "", ""),
    ],
)
def test_an_id_number_shows_less_outside(number: str, inside: str, outside: str) -> None:
    assert (mask_id(number), mask_id_outside(number)) == (inside, outside)


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("静安区余姚路100弄5号601室", "静安区余姚路100弄***"),
        ("上海市静安区曹家渡街道余姚路408号2楼", "上海市静安区曹家渡街道余姚路***"),
        ("南京东大街12号", "南京东大街***"),
        ("武定坊12号", "武定坊***"),
        ("曹家渡花园3号楼201", "曹家渡花园***"),
        ("Room 601, 5 Lane 100 Yuyao Road", "*** Lane 100 Yuyao Road"),
        ("408 Wanhangdu Road, 2nd floor", "*** Wanhangdu Road"),
        ("302室", "***"),
        ("阿姨家", "***"),
        ("", ""),
    ],
)
def test_an_address_ends_at_the_lane(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13812345678", "+8613812345678"),
        (" 138-1234 5678 ", "+8613812345678"),
        ("138 1234 5678", "+8613812345678"),
        ("+86 138 1234 5678", "+8613812345678"),
        ("0086 13812345678", "+8613812345678"),
        ("19212345678", "+8619212345678"),
        ("021-62581234", "+862162581234"),
        ("（021）62581234", "+862162581234"),
        ("62581234", "+862162581234"),
        ("+852 9123 4567", "+85291234567"),
        ("+886 912 345 678", "+886912345678"),
    ],
)
def test_phones_are_brought_to_one_form(typed: str, number: str) -> None:
    assert normal_phone(typed) == number
    assert phone_digest(typed) == digest("phone", number)


@pytest.mark.parametrize(
    "typed",
    ["", "12345", "1381234567", "138123456789", "abc", "138\x0012345678", "021-62581234 转801", "😀", "1" * 200],
)
def test_what_is_no_phone_is_refused_with_a_message(typed: str) -> None:
    with pytest.raises(Unusable) as refused:
        normal_phone(typed)
    assert str(refused.value)


@pytest.mark.parametrize(
    ("number", "takes"), [("+8613812345678", True), ("+862162581234", False), ("+85291234567", True)]
)
def test_only_mobiles_take_messages(number: str, takes: bool) -> None:
    assert takes_messages(number) is takes


@pytest.mark.parametrize(
    ("id_type", "typed", "number"),
    [
        ("id_card", "11010519491231002X", "11010519491231002X"),
        ("id_card", " 11010519491231002x ", "11010519491231002X"),
        ("id_card", "1101 0519 4912 3100 2X", "11010519491231002X"),
        # an area dissolved long ago: Nanhui county, born in 1935
        ("id_card", "310225193501011233", "310225193501011233"),
        ("residence_permit", "810000198501011238", "810000198501011238"),
        ("hk_macao_permit", "h12345678", "H12345678"),
        ("taiwan_permit", "12345678", "12345678"),
        ("passport", "e1234 5678", "E12345678"),
    ],
)
def test_papers_are_brought_to_one_form(id_type: str, typed: str, number: str) -> None:
    from stdnum.cn import ric

    if len(number) == 18:
        number = number[:-1] + ric.calc_check_digit(number)
        typed = typed if typed.strip()[-1] in "xX" else number
    assert check_id_number(id_type, typed) == number
    assert id_digest(id_type, typed) == digest(f"id:{id_type}", number)


@pytest.mark.parametrize(
    ("id_type", "typed"),
    [
        ("id_card", "110105194912310021"),
        ("id_card", "110105491231002"),
        ("id_card", "11010519491331002X"),
        ("id_card", "１"),
        ("id_card", "1101051949123100ⅩX"),
        ("residence_permit", "11010519491231002X"),
        ("hk_macao_permit", "X12345678"),
        ("taiwan_permit", "1234567"),
        ("passport", "HELLO"),
        ("passport", "<script>1"),
        ("", "11010519491231002X"),
        ("other", "1"),
    ],
)
def test_papers_that_cannot_be_right_are_refused_with_a_message(id_type: str, typed: str) -> None:
    with pytest.raises(Unusable) as refused:
        check_id_number(id_type, typed)
    assert str(refused.value)


def test_names_are_found_however_they_are_typed() -> None:
    assert name_digest("阿依古丽·买买提") == name_digest(" 阿依古丽•买买提")
    assert name_digest("ＪＯＨＮ Smith") == name_digest("John  SMITH")
    assert name_digest("张三") != name_digest("张山")


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "\ud800", "张\u202e三", "\ufffe", "\U0010ffff"])
def test_characters_nobody_sees_are_refused(text: str) -> None:
    with pytest.raises(Unusable, match=r".+"):
        clean_text(text)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("一\r\n二\r三", "一\n二\n三"),
        ("夜间施工 😀👨\u200d👩\u200d👧", "夜间施工 😀👨\u200d👩\u200d👧"),
        ("零\u200b宽\ufeff", "零宽"),
        ("e\u0301", "é"),
        ("𠮷", "𠮷"),
    ],
)
def test_odd_but_honest_text_is_kept(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


def test_a_line_has_single_blanks() -> None:
    assert clean_line("  张\n\t 三　") == "张 三"


@given(st.text())
def test_sealing_gives_back_what_went_in(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    assert unseal(seal(text)) == text


def test_a_sealed_value_names_its_key_and_differs_each_time() -> None:
    first, second = seal("13812345678"), seal("13812345678")
    assert first.startswith("k1:")
    assert first != second
    assert "138" not in first
    assert seal("") == ""


def test_keys_are_changed_without_losing_old_rows(settings) -> None:
    old = seal("张三")
    settings.PERSONAL_DATA_KEYS = [OTHER_KEY, *settings.PERSONAL_DATA_KEYS]
    assert seal("张三").startswith("k2:")
    assert unseal(old) == "张三"


def test_without_its_key_or_changed_a_value_does_not_open(settings) -> None:
    sealed = seal("张三")
    swapped = sealed[:-5] + ("A" if sealed[-5] != "A" else "B") + sealed[-4:]
    for broken in (swapped, "k1:AAAA", "k1:", "no key at all", f"k9:{sealed[3:]}"):
        with pytest.raises(Unreadable):
            unseal(broken)
    settings.PERSONAL_DATA_KEYS = [OTHER_KEY]
    with pytest.raises(Unreadable, match="k1"):
        unseal(sealed)


@pytest.mark.parametrize(
    "keys", [["short:abc"], ["noid"], ["k1:" + "a" * 40, "k1:" + "b" * 40], ["bad id:" + "a" * 40]]
)
def test_keys_that_cannot_be_used_stop_the_start(settings, keys: list[str]) -> None:
    settings.PERSONAL_DATA_KEYS = keys
    with pytest.raises(ImproperlyConfigured):
        check_keys()


def test_digests_depend_on_their_kind_and_their_own_key(settings) -> None:
    before = digest("phone", "1")
    assert before != digest("id:passport", "1")
    assert digest("phone", "") == ""
    settings.PERSONAL_LOOKUP_KEY = "x" * 40
    assert digest("phone", "1") != before


@pytest.mark.django_db
def test_a_sealed_field_is_clear_in_python_and_sealed_in_the_table() -> None:
    made = Resident.objects.create(name_sealed="张三", phone_sealed="+8613812345678")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_sealed, phone_sealed FROM community_resident WHERE id = %s", [made.pk])
        row = cursor.fetchone()
    assert all(value.startswith("k1:") for value in row)
    assert "张三" not in str(row)
    assert "138" not in str(row)
    assert Resident.objects.get(pk=made.pk).name_sealed == "张三"
    Resident.objects.filter(pk=made.pk).update(name_sealed="李四")
    assert Resident.objects.get(pk=made.pk).masked_name == "李*"


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["phone_sealed", "phone_sealed__contains", "phone_sealed__in"])
def test_a_sealed_field_cannot_be_searched(lookup: str) -> None:
    with pytest.raises(FieldError, match="digest"):
        list(Resident.objects.filter(**{lookup: "+8613812345678"}))


@pytest.mark.django_db
def test_a_sealed_field_refuses_nul() -> None:
    with pytest.raises(Unusable):
        Resident.objects.create(name_sealed="张\x00三")
