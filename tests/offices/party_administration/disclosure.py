"""A request for information as its form hands it over."""

REQUEST = {
    "title": "加装电梯项目验收结论",
    "features": "某某小区加装电梯项目，去年完工。",
    "delivery": "online",
    "applicant": "citizen",
    "organisation": "",
    "name": "张三",
    "id_type": "id_card",
    "id_number": "11010519491231002X",
    "address": "",
}
