"""The pages of the frame, for the search."""

from django.utils.translation import gettext as _

from caojiadu.core.finding.entries import Entry, page
from caojiadu.core.hooks import provide


@provide("findable")
def pages() -> list[Entry]:
    """Who does what, what is mine, and what explains."""
    return [
        page(
            "about",
            "about",
            title=_("Duties and offices"),
            line=_("What we answer for, which office does it, and where to find us"),
            words=(
                "职责与机构、街道办、街道办事处、街道地址、街道电话、街道地址电话、联系电话、联系方式、科室、"
                "居委会名单、居民区、领导、谁负责、曹家渡街道",
                "duties and offices, address, telephone, contact, who is responsible, offices",
            ),
        ),
        page(
            "me",
            "me",
            title=_("My matters"),
            line=_("All of yours, signed in with your phone"),
            words=("我的事项、我的、我的申请、我的预约、登录、注册、我的账号", "my matters, sign in, log in, account"),
        ),
        page(
            "family",
            "family",
            title=_("Act for a relative"),
            line=_("For a parent or a child who agreed"),
            words=(
                "帮家人办事、代办、帮父母办、替老人办、家人、委托",
                "act for a relative, for my mother, on behalf of",
            ),
        ),
        page(
            "privacy",
            "privacy",
            title=_("How personal information is used"),
            line=_("What is kept of you, for what, and your rights"),
            words=(
                "个人信息如何使用、隐私、个人信息、个人信息保护、删除我的信息",
                "privacy, personal information, data",
            ),
        ),
        page(
            "accessibility",
            "accessibility",
            title=_("Accessibility"),
            line=_("How to use this site, and whom to tell when it does not work"),
            words=("无障碍说明、大字、长辈版、字太小、看不清、读屏", "accessibility, large type, screen reader"),
        ),
    ]
