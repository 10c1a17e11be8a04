"""Whom a letter is against, as people write it: a name in any spelling, a surname with a rank, or a post's title.

Whoever may be meant is kept out: where two could be, both. What is written about somebody (`against`, the title) is
read loosely; in running text, and in the names of files, a street or a common word spelt like a name is nobody.
Everything here takes no longer than the text is long.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from caojiadu.core.accounts.models import Post
from caojiadu.core.accounts.roles import Role
from caojiadu.core.cases.search import simplified

_HAN = "\u3400-\u9fff"
_NOT_A_LETTER = re.compile(r"[\W_]+")
# What people put between the characters of a name; a comma or a full stop ends it.
_WITHIN_A_NAME = re.compile(rf"(?<=[{_HAN}])[\s·•・‧∙⋅.．*＊_~|/\\-]{{1,9}}(?=[{_HAN}])")
_LATIN = re.compile(r"[a-z]{4,}")
_COMPOUND = re.compile("欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|夏侯|端木|南宫|长孙|宇文|轩辕")
_RANK = (
    "副?书记|[正副]?主任|[正副]?科长|[正副]?处长|[正副]?局长|[正副]?所长|[正副]?站长|"
    "领导|同志|警官|干部|经理|先生|女士|老师"
)
_RANKED = re.compile(rf"([{_HAN}]{{1,2}})(?=(?:{_RANK}))")
_FAMILIAR = re.compile(rf"[老小]([{_HAN}])|([{_HAN}])某")
_CHIEF = "(?:一把手|负责人|领导|[正副]?主任|[正副]?科长)"
_STAFF = "(?:经办人员?|工作人员|办事员|办事人员|科员|干部|人员)"
_LEADER = re.compile(
    "(?:街道|办事处|街道办|党工委|工委)(?:主要|分管)?(?:一把手|负责人|领导|副?书记|[正副]?主任)|subdistrictleader"
)
_LETTERS = re.compile(
    "信访(?:专?岗|办|科|窗口|专员|专干|干部|接待|工作人员|人员|部门|负责人|主任)|lettersandcallsclerk"
)
_KEEPERS = re.compile("(?:检举控告|检举|控告|举报|纪检)(?:专?岗|专员|干部|受理|人员|工作人员|监察)|postforaccusations")
_WINDOW = re.compile("窗口(?:的)?(?:工作|接待|办事)?(?:人员|岗|员|干部)|windowclerk")
# Behind a name of two characters: the street that is called so.
_STREET = re.compile(
    r"(?:路|街|弄|巷|大道|新村|小区|大厦|公园|广场)(?:[0-9一二三四五六七八九十百东西南北中口上段]|[^\w]|菜场|小区|$)"
)
_CUE = re.compile("(?:举报|控告|检举|反映|投诉|告|叫|姓名|主任|书记|科长|干部|领导)$")
_CUE_BEHIND = re.compile("(?:同志|主任|书记|科长|副主任|某|先生|女士|老师|警官)")


@dataclass(frozen=True)
class Holder:
    """Somebody of the office with one of their posts."""

    user_id: int
    name: str
    role: str = ""
    office: str = ""
    neighbourhood: str = ""


def holders() -> list[Holder]:
    """Everybody of the house with each post they hold today: one query."""
    posts = Post.objects.held_on().filter(user__kind="staff").select_related("user", "office", "neighbourhood")
    return [
        Holder(
            post.user_id,
            post.user.display_name,
            post.role,
            post.office.name_zh if post.office else "",
            post.neighbourhood.name_zh if post.neighbourhood else "",
        )
        for post in posts
    ]


def named_in(known: Iterable[Holder], *, about: str, text: str = "") -> set[int]:
    """The ids of all who may be meant: `about` is what says whom it is against, `text` is running text."""
    known = list(known)
    bare, running = _bare(about), _running(text)
    return {
        *_by_name(known, bare),
        *_by_rank(known, bare),
        *_by_title(known, bare),
        *(one.user_id for one in known if _runs_through(_bare(one.name), running)),
    }


def _plain(text: str) -> str:
    """One spelling for all: full width, traditional characters, invisible signs."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return simplified(seen)


def _bare(text: str) -> str:
    """Letters and digits alone."""
    return _NOT_A_LETTER.sub("", _plain(text))


def _running(text: str) -> str:
    """As written, but with nothing within a name."""
    return _WITHIN_A_NAME.sub("", _plain(text))


def _by_name(known: list[Holder], bare: str) -> Iterator[int]:
    latin = bool(_LATIN.search(bare))
    for one in known:
        name = _bare(one.name)
        if len(name) > 1 and (name in bare or (latin and any(way in bare for way in _in_latin(name)))):
            yield one.user_id


def _in_latin(name: str) -> set[str]:
    """A Chinese name in pinyin, surname first or last."""
    from pypinyin import lazy_pinyin

    parts = lazy_pinyin(name)
    cut = len(_surname(name))
    return {"".join(parts), "".join(parts[cut:] + parts[:cut])} if len("".join(parts)) >= 4 else set()


def _surname(name: str) -> str:
    return name[:2] if _COMPOUND.match(name) else name[:1]


def _by_rank(known: list[Holder], bare: str) -> Iterator[int]:
    """顾主任, 老顾: everybody of that surname."""
    said = {found[1] for found in _RANKED.finditer(bare)} | {found[1] or found[2] for found in _FAMILIAR.finditer(bare)}
    surnames = {part for one in said for part in (one, one[-1])}
    return (one.user_id for one in known if _surname(_bare(one.name)) in surnames)


def _by_title(known: list[Holder], bare: str) -> Iterator[int]:
    of_the_house: dict[str, bool] = {
        role: bool(pattern.search(bare))
        for role, pattern in (
            (Role.LEADER, _LEADER),
            (Role.LETTERS, _LETTERS),
            (Role.ACCUSATIONS, _KEEPERS),
            (Role.WINDOW, _WINDOW),
        )
    }
    # Who "of letters and calls" is may be whoever keeps the reports beside them.
    of_the_house[Role.ACCUSATIONS] |= of_the_house[Role.LETTERS]
    for one in known:
        if of_the_house.get(one.role, False) or _of_office(one, bare) or _of_neighbourhood(one, bare):
            yield one.user_id


def _of_neighbourhood(one: Holder, bare: str) -> bool:
    area = _bare(one.neighbourhood).removesuffix("居民区")
    return bool(area) and "居委" in bare and area in bare


def _of_office(one: Holder, bare: str) -> bool:
    """社区平安办公室主任, 平安办负责人: its head; 平安办工作人员: everybody who has a post there."""
    if not one.office:
        return False
    office = _bare(one.office)
    short = office.removesuffix("公室").removeprefix("社区")
    who = _CHIEF if one.role == Role.HEAD else _STAFF
    return any(
        re.search(f"{re.escape(name)}的?{who}", bare) for name in {office, short, f"{short}公室"} if name in bare
    )


def _runs_through(name: str, text: str) -> bool:
    """Whether a name stands in running text as a name; of two characters, not as a street or within a word."""
    if len(name) < 2:
        return False
    start = text.find(name)
    while start >= 0:
        if _is_a_person(name, text, start):
            return True
        start = text.find(name, start + len(name))
    return False


def _is_a_person(name: str, text: str, start: int) -> bool:
    end = start + len(name)
    behind, before = text[end : end + 4], text[max(0, start - 4) : start]
    if _CUE.search(before) or _CUE_BEHIND.match(behind):
        return True
    if _STREET.match(behind):
        return False
    return len(name) > 2 or not (_is_common(name) or _within_a_word(name, behind))


def _is_common(name: str) -> bool:
    """Whether a name is a word that everybody uses: 方便, 安静."""
    import rjieba

    tagged = rjieba.tag(name)
    return bool(rjieba.has_word(name)) and not any(tag.startswith("nr") for _word, tag in tagged)


def _within_a_word(name: str, behind: str) -> bool:
    """Whether the last character of a name begins a word: 高敏感."""
    import rjieba

    return len(rjieba.cut(name + behind)[0]) != len(name)
