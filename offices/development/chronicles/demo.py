"""Made-up chapters, sources and photographs (H12)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.demo import Told, fill, named, take

DAY = dt.timedelta(days=1)


def chronicles(people: Mapping[str, Any], today: dt.date) -> None:
    """Chapters on their way, with what they rest on."""
    drafted = ("handler", "chapter_draft", {"text": "本章记述辖区商业街区的形成与变迁。"})
    reviewed = ("head", "chapter_review", {"review": "史实清楚，个别人名待核。"})
    filed = ("handler", "chapter_file", {"shelf": "档案室年鉴柜"})
    chapters = fill(
        "chapters",
        people,
        Told(_chapter("商业街区变迁", "chronicle", 1949, 2000, today), (drafted,)),
        Told(_chapter("年度大事记", "yearbook", today.year - 1, today.year - 1, today), (drafted,)),
        Told(_chapter("某里弄的故事", "story", 1920, 1960, today)),
    )
    if not chapters:
        return
    fill(
        "chronicle-sources",
        people,
        Told(_source("区档案馆商业网点档案", "archive", chapters[0], "1956年", "several")),
        Told(_source("老居民口述", "spoken", chapters[2], "1940年代", "one")),
        Told(_source("地方报纸报道", "press", chapters[1], "去年", "open")),
    )
    fill(
        "photographs",
        people,
        Told(_photo("旧时电车站", chapters[0], "约1958年", today - 60 * DAY, today - 40 * DAY, "all")),
        Told(_photo("弄堂里的孩子", chapters[2], "约1960年", today - 10 * DAY, None, "ask")),
        Told(_photo("改造前的菜场", None, "1998年", today - 3 * DAY, None, "inside")),
    )
    take(people, chapters[0], reviewed)
    take(people, chapters[1], reviewed, filed)


def _chapter(title: str, work: str, first: int, last: int, today: dt.date) -> dict[str, Any]:
    about = {"title": title, "work": work, "covers_from": first, "covers_to": last, "author": "某撰稿人"}
    return {**about, "wanted_on": today + 60 * DAY, "outline": "一、概况；二、沿革；三、人物与事件。"}


def _source(title: str, sort: str, chapter: Any, dated: str, trust: str) -> dict[str, Any]:
    about = {"title": title, "sort": sort, "chapter": named(chapter), "dated": dated, "trust": trust}
    return {**about, "kept_at": "街道档案室", "excerpt": "记载街区当时的店铺和住户情况。"}


def _photo(title: str, chapter: Any, taken: str, given: dt.date, back: dt.date | None, consent: str) -> dict[str, Any]:
    about = {"title": title, "chapter": named(chapter) if chapter else "", "taken": taken, "shows": title}
    return {**about, "given_by": "某居民", "given_on": given, "returned_on": back or "", "consent": consent}
