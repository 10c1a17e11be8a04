"""Personal details in a text that is to be published: numbers, addresses with doors, names; where each stands.

It finds what has a shape or is known; it does not understand. Whoever prepares a text still reads it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from caojiadu.core.personal.masks import COMPOUND_SURNAMES

TAKEN_OUT = "〔略〕"


class Kind(TextChoices):
    PHONE = "phone", _("phone number")
    CARD = "card", _("identity number")
    BANK = "bank", _("bank card or account")
    NUMBER = "number", _("long number")
    MAIL = "mail", _("e-mail address")
    CONTACT = "contact", _("WeChat or QQ")
    PLATE = "plate", _("number plate")
    ADDRESS = "address", _("address with a door")
    NAME = "name", _("name of a person")


@dataclass(frozen=True)
class Found:
    """One thing that was found."""

    kind: Kind
    text: str
    start: int
    end: int


# Sign for sign, so that places stay: full-width letters and digits, all sorts of dashes, digits as Chinese characters.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans("·•–—　", "..-- ")
_SPELT = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789")
_SPELT_RUN = re.compile(rf"[{''.join(map(chr, _SPELT))}\d]{{3,}}")
_GAP = r"[ \t.\-()]{0,2}"
_LONG = re.compile(rf"(?<![\dA-Za-z])\+?\d(?:{_GAP}\d){{6,}}[\dXx]?(?![\dA-Za-z])")
# A day, a span of years, the number of a document, a sum with its cents.
_NO_NUMBER = re.compile(
    r"\A(?:(?:19|20)\d\d[-.]\d{1,2}[-.]\d{1,2}|(?:19|20)\d\d\W+(?:19|20)\d\d|(?:19|20)\d\d ?\) ?\d+|\d+\.\d{1,2})"
)
_MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:86)?0?(?:10|2\d|[3-9]\d\d)?[2-9]\d{6,7}|[48]00\d{7}")
_CARD = re.compile(r"\d{17}[\dX]|\d{15}")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)+", re.ASCII)
_CONTACT = re.compile(r"(?i)(?:微信|wechat|vx|qq)(?:号码?|群)?\s?[:为是 ]?\s?([a-z0-9][\w-]{4,})", re.ASCII)
_PLATE = re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][.\s]?[A-Za-z0-9]{5,6}")
_PASS = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}\d{7,8}(?!\d)")
_HAN = r"[\u4e00-\u9fff]"
_OF_A_PLACE = r"(?:(?![住在于位到从是去说见问至和与及])[\u4e00-\u9fff])"
_DOOR = re.compile(
    rf"(?:{_OF_A_PLACE}{{1,8}}?(?:路|街|弄|村|坊|里|苑|园|大道|小区|公寓|花园|新村)\s?)?"
    r"(?<!\d)(?:\d++\s?弄\s?(?:(?:支弄)?\d++\s?[号幢栋]?)?"
    r"|\d++\s?(?:号(?!线|文|令|院线)(?:楼|甲|乙|丙|丁)?|[幢栋座](?:楼)?)|\d++\s?单元)"
    r"(?:\s?[\dA-Za-z]++\s?(?:号楼?|幢|栋|单元|层|楼|室|户))*(?:\s?\d{2,4}(?![\d年月日元个人]))?"
    r"|\d{2,4}\s?室"
)
# Before the number of a day or of a document; three characters reach back far enough.
_DAY_BEFORE = re.compile(r"(?:月|年|\d|[)\]〕])\s?$")
_TITLE = r"(?:先生|女士|小姐|同志|阿姨|老师|师傅|老伯|大爷|大妈|奶奶|爷爷|医生|律师|主任|书记|经理|警官)"
_SURNAME = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏苏潘葛范彭郎鲁韦马苗方俞任袁柳唐罗薛雷"
    "贺倪汤滕殷毕郝安常于傅卞齐康伍余顾孟黄穆萧尹姚邵汪毛狄戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅盛林钟徐邱骆"
    "高夏蔡田胡霍虞万柯卢莫房解丁邓郁单洪包左石崔吉龚程邢裴陆翁荀段侯秋仲宫宁仇栾甘厉祖武符刘景龙叶黎白蒲赖卓"
    "屠池乔闻翟谭劳姬申冉桑桂牛边燕尚温庄晏柴瞿阎连习艾鱼古易廖居衡步耿满文东殴沃利越巩聂曾沙丰关游权益"
)
_NAMED = re.compile(rf"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[{_SURNAME}])(?:{_HAN}{{0,2}}?|某{{1,2}}){_TITLE}")
_HEAD = re.compile(rf"[{_SURNAME}]{_HAN}{{1,2}}")
_SHAPES = {_MAIL: Kind.MAIL, _CONTACT: Kind.CONTACT, _PLATE: Kind.PLATE, _PASS: Kind.CARD, _NAMED: Kind.NAME}


def found_in(text: str, known: Iterable[str] = ()) -> list[Found]:
    """Everything found, in the order of the text, none within another. `known` are words that are personal here."""
    wide = text.translate(_WIDE)
    numbers = _SPELT_RUN.sub(lambda hit: hit[0].translate(_SPELT), wide)
    everything = [*_known(text, known), *_shapes(wide), *_doors(wide.translate(_SPELT)), *_numbers(numbers, wide)]
    kept: list[Found] = []
    for kind, start, end in sorted(everything, key=lambda one: (one[1], one[1] - one[2])):
        if not kept or start >= kept[-1].end:
            kept.append(Found(kind, text[start:end], start, end))
        elif end > kept[-1].end:
            last = kept[-1]
            kept[-1] = Found(last.kind, text[last.start : end], last.start, end)
    return kept


def _known(text: str, known: Iterable[str]) -> Iterator[tuple[Kind, int, int]]:
    for word in {one.strip() for one in known}:
        if len(word) > 1:
            yield from ((Kind.NAME, hit.start(), hit.end()) for hit in re.finditer(re.escape(word), text))


def _shapes(plain: str) -> Iterator[tuple[Kind, int, int]]:
    for pattern, kind in _SHAPES.items():
        yield from ((kind, hit.start(), hit.end()) for hit in pattern.finditer(plain))


def _doors(plain: str) -> Iterator[tuple[Kind, int, int]]:
    for hit in _DOOR.finditer(plain):
        before = plain[max(hit.start() - 3, 0) : hit.start()]
        day = hit[0][0].isdigit() and _DAY_BEFORE.search(before) and "室" not in hit[0]
        if not day:
            yield Kind.ADDRESS, hit.start(), hit.end()


def _numbers(plain: str, typed: str) -> Iterator[tuple[Kind, int, int]]:
    """Numbers, digits written as Chinese characters among them; of such a run, its digits may be a number alone."""
    for hit in _LONG.finditer(plain):
        if not _NO_NUMBER.fullmatch(hit[0]):
            start, end = hit.span()
            kinds = (_kind_of(text) for text in (hit[0], *_LONG.findall(typed[start:end])))  # 张三13800138000
            yield next((kind for kind in kinds if kind != Kind.NUMBER), Kind.NUMBER), start, end


def _kind_of(number: str) -> Kind:
    digits = re.sub(r"[^\dX]", "", number.upper())
    if _MOBILE.fullmatch(digits):
        return Kind.PHONE
    if _CARD.fullmatch(digits):
        return Kind.CARD
    if digits.isdigit() and 16 <= len(digits) <= 21:
        return Kind.BANK
    return Kind.PHONE if _LANDLINE.fullmatch(digits) else Kind.NUMBER


def names_in(title: str) -> list[str]:
    """What may be somebody's name at the head of a file's name: 张三身份证 gives 张三 and 张三身."""
    hit = _HEAD.match(title)
    return [hit[0][:2], hit[0]] if hit else []


def take_out(text: str, found: Iterable[Found]) -> str:
    """The text without what was found."""
    parts, done = [], 0
    for one in sorted(found, key=lambda one: one.start):
        parts += [text[done : one.start], TAKEN_OUT]
        done = one.end
    return "".join([*parts, text[done:]])
