"""Personal details in a text: found whatever way they are written, and ordinary words left alone."""

import pytest

from caojiadu.core.personal.detection import TAKEN_OUT, Kind, found_in, take_out

FINDS = [
    ("请打13812345678", Kind.PHONE, "13812345678"),
    ("电话138 1234 5678。", Kind.PHONE, "138 1234 5678"),
    ("手机138-1234-5678", Kind.PHONE, "138-1234-5678"),
    ("+8613812345678", Kind.PHONE, "+8613812345678"),
    ("１３８１２３４５６７８", Kind.PHONE, "１３８１２３４５６７８"),
    ("一三八一二三四五六七八", Kind.PHONE, "一三八一二三四五六七八"),
    ("幺三八1234五六七八", Kind.PHONE, "幺三八1234五六七八"),
    ("座机021-62345678", Kind.PHONE, "021-62345678"),
    ("联系李四13812345678", Kind.PHONE, "13812345678"),
    ("住户王五62345678", Kind.PHONE, "62345678"),
    ("62345678", Kind.PHONE, "62345678"),
    ("身份证11010519491231002X号", Kind.CARD, "11010519491231002X"),
    ("310106 19491231 0027", Kind.CARD, "310106 19491231 0027"),
    ("护照E12345678", Kind.CARD, "E12345678"),
    ("卡号6222 0210 0111 1234 567", Kind.BANK, "6222 0210 0111 1234 567"),
    ("户口本编号1234567", Kind.NUMBER, "1234567"),
    ("写信给zhang.san@example.com吧", Kind.MAIL, "zhang.san@example.com"),
    ("微信号：abc_12345", Kind.CONTACT, "微信号：abc_12345"),
    ("加QQ 1234567", Kind.CONTACT, "QQ 1234567"),
    ("车牌沪A12345乱停", Kind.PLATE, "沪A12345"),
    ("住武定西路1288弄5号602室", Kind.ADDRESS, "武定西路1288弄5号602室"),
    ("在万航渡路８６８号", Kind.ADDRESS, "万航渡路８６８号"),
    ("三号楼五〇二室漏水", Kind.ADDRESS, "三号楼五〇二室"),
    ("张三反映", Kind.NAME, "张三"),
    ("隔壁李阿姨说", Kind.NAME, "李阿姨"),
    ("欧阳先生来过", Kind.NAME, "欧阳先生"),
]


@pytest.mark.parametrize(("text", "kind", "what"), FINDS)
def test_it_is_found(text, kind, what):
    found = found_in(text, known=("张三",))
    assert [one.text for one in found if what in one.text], found
    assert kind in {one.kind for one in found}
    rest = take_out(text, found)
    assert TAKEN_OUT in rest
    assert not found_in(rest, known=("张三",))


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24 起施行，5月10号开会",
        "2018－2019年，沪府发(2019)142号，共343720.02元",
        "拨打12345、110",
        "地铁11号线与14号线",
        "一二三楼都没有灯，建议增设3个路灯",
        "在武定西路上种树",
        "每年投入120万元",
        "根据一号文件",
        "第三十二条",
        "建议把曹家渡花园的长椅换掉",
    ],
)
def test_ordinary_words_are_left(text):
    assert found_in(text) == []


def test_places_are_right_and_nothing_is_found_twice():
    text = "张三 13812345678 张三"
    found = found_in(text, known=("张三", "张", ""))
    assert [text[one.start : one.end] for one in found] == ["张三", "13812345678", "张三"]
    assert take_out(text, found[:1]) == f"{TAKEN_OUT} 13812345678 张三"
