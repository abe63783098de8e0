"""The Chinese terms that stand beside the names of the code where govtask explains itself to people."""

from __future__ import annotations

from typing import Final

FAMILIES: Final = {
    "task_list": "任务清单",
    "task_table": "任务表",
    "livelihood": "民生实事条款",
    "work_report": "政府工作报告",
    "plan_form": "推进计划表",
}

DOCUMENT: Final = {
    "title": "标题",
    "issuer": "发布机构",
    "document_number": "文号",
    "index_number": "索引号",
    "issued_on": "成文日期",
    "published_on": "发布日期",
    "year": "年度",
    "period": "报告期",
    "contacts": "联系人",
}

FIELDS: Final = {
    "number": "序号",
    "frequency": "报送频次",
    "on_schedule": "是否按序时",
    "shortfall": "未完成情况说明",
    "problems": "存在问题",
    "next_steps": "下一步",
    "leader": "牵头领导",
    "lead": "牵头单位",
    "support": "配合单位",
    "owner": "业主单位",
    "head": "单位负责人",
    "contact": "联系人",
    "units": "责任单位",
    "category": "类别",
    "completion": "完成比例",
    "progress": "进展情况",
    "target": "目标",
    "content": "任务内容",
    "name": "项目名称",
    "target_unit": "计量单位",
    "deadline": "完成时限",
    "effect": "取得成效",
    "status": "状态",
    "investment": "投资",
    "place": "地点",
    "remark": "备注",
    "region": "区县指标",
}
"""What a column holds, or what a label of a clause opens."""

FATES: Final = {
    "front": "no family: it holds nothing but the document's own fields (文件信息)",
    "notice": "no family: prose of the covering notice (通知正文), dropped",
    "appendix": "no family: an appendix such as 名词解释, dropped",
    "unclaimed": "no family understood it (未识别)",
}

PLACES: Final = {"heading": "标题", "item": "事项", "point": "事项内的分点"}

UNUSED: Final = {
    "notice": "通知正文",
    "appendix": "附录",
    "preamble": "引言",
    "closing": "结束语",
    "unclaimed": "未读懂",
    "unread_table": "未读的表",
    "furniture": "网页杂项",
    "glossary": "名词解释",
}


def beside(name: str, chinese: str | None) -> str:
    """content (任务内容); the name alone where it has no Chinese term."""
    return f"{name} ({chinese})" if chinese else name
