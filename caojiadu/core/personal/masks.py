"""Masks: what a list, a hit, an export or a mail shows of a person."""

import re

STAR = "*"
HIDDEN = "***"
SHORTEST_LONG_NUMBER = 15

# The two-character surnames in use; any other Chinese name has a surname of one.
_COMPOUND = (
    "欧阳 歐陽 太史 端木 上官 司马 司馬 东方 東方 独孤 獨孤 "
    "南宫 南宮 万俟 萬俟 闻人 聞人 夏侯 诸葛 諸葛 尉迟 尉遲 "
    "公羊 赫连 赫連 澹台 澹臺 皇甫 宗政 濮阳 濮陽 公冶 太叔 "
    "申屠 公孙 公孫 慕容 仲孙 仲孫 钟离 鍾離 长孙 長孫 宇文 "
    "司徒 鲜于 鮮于 司空 闾丘 閭丘 子车 亓官 司寇 巫马 巫馬 "
    "公西 颛孙 顓孫 壤驷 公良 漆雕 乐正 樂正 宰父 谷梁 穀梁 "
    "拓跋 夹谷 轩辕 軒轅 令狐 段干 百里 呼延 东郭 東郭 南门 "
    "南門 羊舌 微生 左丘 东门 東門 西门 西門 第五 梁丘 纳兰 "
    "納蘭 完颜 完顏 叶赫 贺兰 賀蘭"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())

_LANE = re.compile(r"^(.*?弄)")
_ROAD = re.compile(r"^(.*?(?:路|大道|街(?!道)))")
_ESTATE = re.compile(r"^(.*?(?:新村|公寓|花园|小区|大厦|名苑|家园|苑|坊|里|村))")
_ENGLISH_LANE = re.compile(r"(?i)\blane\s+\d+.*$")
_ENGLISH_ROAD = re.compile(r"(?<![\w'])(?:[A-Z][\w']*+\s++){1,8}(?:Road|Rd|Street|St|Avenue|Ave)\b\.?")
_BEFORE_NUMBER = re.compile(r"^[^\d０-９A-Za-z一二三四五六七八九十百]+")


def mask_name(name: str) -> str:
    """The surname and a star: 张*, 欧阳*."""
    name = name.strip()
    if len(name) < 2:
        return STAR if name else ""
    if len(name) > 2 and name[:2] in COMPOUND_SURNAMES:
        return name[:2] + STAR
    return name[0] + STAR


def mask_phone(phone: str) -> str:
    """The first three and last four digits as people write the number at home: 138****5678, 021****5678."""
    if not phone:
        return ""
    national = phone.removeprefix("+86")
    if national == phone and phone.startswith("+"):
        return f"{phone[:4]}****{phone[-3:]}" if len(phone) > 9 else f"{phone[:2]}****"
    if not national.startswith(("0", "1")):
        national = f"0{national}"
    return f"{national[:3]}****{national[-4:]}" if len(national) > 7 else "****"


def _keep(number: str, head: int, tail: int) -> str:
    """Keep both ends and star what lies between."""
    return number[:head] + STAR * (len(number) - head - tail) + number[len(number) - tail :]


def mask_id(number: str) -> str:
    """For staff: 3101**********1234; of a short number two characters at each end."""
    if len(number) < 6:
        return STAR * len(number)
    return _keep(number, 4, 4) if len(number) >= SHORTEST_LONG_NUMBER else _keep(number, 2, 2)


def mask_id_outside(number: str) -> str:
    """For anybody else: 3****************X."""
    return _keep(number, 1, 1) if len(number) > 2 else STAR * len(number)


def mask_email(email: str) -> str:
    """The first letter and the house it is kept at: z***@example.com."""
    name, at, house = email.rpartition("@")
    return f"{name[:1]}{HIDDEN}{at}{house}" if at else ""


def mask_address(address: str) -> str:
    """The address down to the lane, or to the road or the estate where there is no lane; never a building or a room."""
    address = address.strip()
    for pattern in (_LANE, _ROAD, _ESTATE):
        if found := pattern.match(address):
            return found.group(1) + HIDDEN
    for pattern in (_ENGLISH_LANE, _ENGLISH_ROAD):
        if found := pattern.search(address):
            return f"{HIDDEN} {found.group(0)}"
    found = _BEFORE_NUMBER.match(address)
    return found.group(0).strip() + HIDDEN if found and found.end() < len(address) else HIDDEN if address else ""
