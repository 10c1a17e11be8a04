"""What happened to the way somebody signs in is told to themselves: they notice what they did not do."""

from uuid import uuid4

from caojiadu.core.accounts.models import User
from caojiadu.core.hooks import provide
from caojiadu.core.notices.outbox import put, with_text_message
from caojiadu.core.notices.recipients import To, reach
from caojiadu.core.notices.texts import register_template

register_template(
    "account_ready",
    title=("您的账号已开通", "Your account is ready"),
    body=(
        "您的工作账号已开通，登录名为{name}。请在工作人员登录页选择“首次登录或忘记密码”，用本手机号收到的验证码设置您自己的密码。",
        "Your account is ready; your sign-in name is {name}. On the staff's sign-in page choose “First time here, or "
        "password forgotten” and set a password of your own with the code sent to this phone.",
    ),
    variables=("name",),
)
register_template(
    "password_changed",
    title=("您的密码已修改", "Your password was changed"),
    body=(
        "您的账号{name}的密码刚刚被修改，其他已登录的设备均已退出。如非本人操作，请立即告知管理员。",
        "The password of your account {name} was changed a moment ago; every other device was signed out. If it was "
        "not you, tell an administrator at once.",
    ),
    variables=("name",),
)
register_template(
    "phone_proven",
    title=("您的手机号已验证", "Your phone was verified"),
    body=(
        "账号{name}现在使用本手机号重设密码。如非本人操作，请立即告知管理员。",
        "A forgotten password of the account {name} is now set anew by a code to this phone. If it was not you, tell "
        "an administrator at once.",
    ),
    variables=("name",),
)
register_template(
    "factor_added",
    title=("您已启用双重验证", "A second factor was set up"),
    body=(
        "账号{name}新增了一种登录验证方式。如非本人操作，请立即告知管理员。",
        "A second factor was set up for the account {name}. If it was not you, tell an administrator at once.",
    ),
    variables=("name",),
)
register_template(
    "factor_removed",
    title=("您的登录验证方式已移除", "A second factor was taken away"),
    body=(
        "账号{name}的一种登录验证方式已移除。如非本人操作，请立即告知管理员。",
        "A second factor of the account {name} was taken away. If it was not you, tell an administrator at once.",
    ),
    variables=("name",),
)
register_template(
    "recovery_codes_made",
    title=("您的备用验证码已更换", "Your recovery codes were made anew"),
    body=(
        "账号{name}的备用验证码已重新生成，原有备用验证码全部作废。如非本人操作，请立即告知管理员。",
        "The recovery codes of the account {name} were made anew; the old ones count no more. If it was not you, tell "
        "an administrator at once.",
    ),
    variables=("name",),
)


@provide("tell_of_sign_in")
def tell_of_sign_in(user: User, what: str) -> None:
    """In the portal, and by text message where there is a phone."""
    to = To.user(user)
    put(
        template=what,
        to=to,
        dedup_key=f"{what}-{user.pk}-{uuid4()}",
        context={"name": user.get_username()},
        channels=with_text_message(reach(to)),
    )
