"""What a demonstration has of people: an assessment, without which nobody is looked up."""

from typing import Any

from django.utils import timezone

from caojiadu.core.community.models import ImpactAssessment
from caojiadu.core.hooks import provide


@provide("demo")
def record_assessment(_people: Any) -> None:
    """Record a made-up assessment, once."""
    if ImpactAssessment.objects.exists():
        return
    ImpactAssessment.objects.create(
        title="一人一页查询影响评估（演示）",
        done_on=timezone.localdate(),
        done_by="演示数据",
        purpose="为同一居民办事时少让其重复说明；只汇集经办人本来就有权查看的记录。",
        influence="汇集后更易了解一个人；越权查看、误认同一人为主要风险。",
        measures="姓名、电话、证件脱敏；按岗位权限逐条过滤；信访、统战、家暴等不跨科室；每次查询和查看留痕；认定可撤回。",
    )
