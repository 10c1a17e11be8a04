"""The words of messages about appointments: number, day and time, never what for. Residents share phones."""

from caojiadu.core.notices.texts import register_template

PHONE = ("[办公室电话{office_phone}。]", "[ The office's phone: {office_phone}.]")
# key: Chinese title, English title, Chinese text, English text
_TEXTS = {
    "appointment_booked": (
        "预约成功",
        "Your appointment is booked",
        "您已预约{day}{time}到窗口办理，预约号{code}。如不能前来，请提前取消或改期。",
        "You have an appointment on {day} at {time}, number {code}. If you cannot come, please cancel or change it.",
    ),
    "appointment_changed": (
        "预约已改期",
        "Your appointment was changed",
        "预约号{code}已改为{day}{time}。",
        "Appointment {code} is now on {day} at {time}.",
    ),
    "appointment_cancelled": (
        "预约已取消",
        "Your appointment was cancelled",
        "预约号{code}（{day}{time}）已取消。仍需办理的，可重新预约。",
        "Appointment {code} on {day} at {time} was cancelled. You can book another at any time.",
    ),
    "appointment_tomorrow": (
        "明天有预约",
        "Your appointment is tomorrow",
        "提醒您：{day}{time}请到窗口办理，预约号{code}，请带齐材料。如不能前来，请今天取消或改期。",
        "A reminder: your appointment {code} is on {day} at {time}. Please bring your papers. If you cannot come, "
        "please cancel or change it today.",
    ),
    "appointment_today": (
        "今天有预约",
        "Your appointment is today",
        "提醒您：今天{time}请到窗口办理，预约号{code}，请带齐材料。如不能前来，请取消或改期。",
        "A reminder: your appointment {code} is today, {day}, at {time}. Please bring your papers. If you cannot come, "
        "please cancel or change it.",
    ),
    "appointment_closed": (
        "预约当天停办，请改期",
        "We are closed on the day of your appointment",
        "很抱歉，{day}停止办理，您预约号{code}（{time}）不能如期接待，请登录或到窗口另选时间。",
        "We are sorry: we are closed on {day} and cannot receive you at {time}, number {code}. Please "
        "choose another time: sign in, or ask at the window.",
    ),
}

for _key, (_title_zh, _title_en, _body_zh, _body_en) in _TEXTS.items():
    register_template(
        _key,
        title=(_title_zh, _title_en),
        body=(_body_zh + PHONE[0], _body_en + PHONE[1]),
        variables=("code", "day", "time"),
    )
