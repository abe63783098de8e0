"""How an example of the lexicon is read: `text → what comes out`, by the function that reads the table's words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from govtask_cli import pipeline
from govtask_cli.document import Label, Part, texts
from govtask_cli.families import work_report
from govtask_cli.families.item_heads import names_field
from govtask_cli.families.report_layout import passages
from govtask_cli.grammar import stance, titles
from govtask_cli.grammar.assigning import is_clause
from govtask_cli.grammar.columns import (
    column_field,
    is_builder,
    is_duty,
    is_piece,
    is_region,
    is_shared,
    is_step,
    is_total,
)
from govtask_cli.grammar.dates import deadline_of, deadlines_in, period_of
from govtask_cli.grammar.leaders import leader_of
from govtask_cli.grammar.measures import measures
from govtask_cli.grammar.metadata import is_site_name, metadata_fields
from govtask_cli.grammar.persons import is_person
from govtask_cli.grammar.progress import opens_with_project, target_and_progress
from govtask_cli.grammar.responsibility import clause, label_at_start
from govtask_cli.grammar.schedule import frequency_of, is_status, yes_or_no
from govtask_cli.grammar.script import simplified
from govtask_cli.grammar.sentences import sentence_spans
from govtask_cli.grammar.topics import is_review_opener, topics
from govtask_cli.grammar.units import is_collective, is_whole_name, rule_of, split_names
from govtask_cli.readers import csv_file, html_words
from govtask_cli.records import Result
from govtask_cli.repair.dittos import is_ditto
from govtask_cli.repair.joints import completes_name
from govtask_cli.repair.pages import is_continuation
from sample_files import document

Reader = Callable[[str], str]
YEAR = 2031
NONE = "none"
ARROW = " → "

LIST = """北山区2031年重点工作任务分解

1.新建水厂2座。
责任单位：区水务局

2.整治河道3公里。
责任单位：区水务局

3.完善应急预案。{line}
"""
PLAN = """北山区2031年水利工作要点

一、{before}

（一）坚持节水优先，统筹城乡供水。

二、重点任务

（一）新建水厂2座。{units}

（二）整治河道3公里。{units}

三、{behind}

（一）各单位明确专人，抓好工作落实。
"""
REPORT = """{title}

（2031年1月8日在北山区第十届代表大会上）

{opening}

过去一年，我们办成了许多实事。

{heading}

工业经济稳步回升。企业效益继续改善。

城乡面貌不断变化。道路交通更加便捷。

{passage}

二、2031年工作安排

做强实体经济。加快园区建设，推动企业扩产。

谢谢大家！
"""


def parsed(text: str) -> Result:
    """The records of a text."""
    return pipeline.parse(text.encode(), "example.txt")


def told(**answers: Callable[[str], bool]) -> Reader:
    """A reader that names the one answer where its question holds."""
    ((answer, holds),) = answers.items()
    return lambda text: answer if holds(text) else NONE


def roles(text: str) -> str:
    """Names with their roles: 甲局 lead、乙局 support."""
    return "、".join(f"{unit.name} {unit.role}" for unit in clause(text, year=YEAR).units)


def names(text: str) -> str:
    return " | ".join(each.name for each in split_names(text)) or NONE


def joined_line(text: str) -> str:
    """Whether the second line goes on with the last name of the first."""
    return "joined" if completes_name(*text.split("\\n")) else NONE


def leader(text: str) -> str:
    found = leader_of(text)
    return NONE if found is None else f"{found.name} {found.title or ''}".strip()


def deadline_in_units(text: str) -> str:
    found = clause(text, year=YEAR).deadline
    return NONE if found is None else found.text


def day(text: str) -> str:
    found = deadline_of(text, YEAR)
    return (found and found.date) or NONE


def inside(text: str) -> str:
    return "、".join(each.text for each in deadlines_in(text, YEAR)) or NONE


def period(text: str) -> str:
    found = period_of(text, YEAR)
    return NONE if found is None else f"{found.start} {found.end}"


def in_schedule(text: str) -> str:
    answer = yes_or_no(text)
    return NONE if answer is None else "yes" if answer else "no"


def figures(text: str) -> str:
    """学位 ~ 300 个 increase; several are divided by ；"""
    found = (
        f"{each.name} {each.relation} {f'{each.value:f} {each.unit}'.strip()} {each.change}"
        for each in measures(text)
    )
    return "；".join(found) or NONE


def kept(text: str) -> str:
    """What is left of the lines of a page when its furniture is gone."""
    blocks = pipeline.repair(document(text.replace("\\n", "\n"))).blocks
    said = ["label" if isinstance(block, Label) else next(texts(block)).plain for block in blocks]
    return " | ".join(said) or "dropped"


def in_content(text: str) -> str:
    """Whether a line below the last item belongs to it, in a list whose items have several paragraphs."""
    page = LIST.format(line=f"\n\n{text}\n").replace("责任单位：区水务局", "水厂日供水1万吨。", 1)
    content = parsed(page).tasks[-1].content
    return "content" if text in content else NONE


def announced(text: str) -> str:
    """Whether words between an item and its measures belong to the item's content."""
    content = parsed(LIST.format(line=f"\n\n{text}\n\n（1）修订预案。\n（2）组织演练。\n")).tasks[2].content
    return "content" if text in content else NONE


def framed(text: str, *, behind: bool) -> str:
    """Whether the item below a heading frames the tasks of a plan or is one."""
    said = {"behind": text, "before": "项目建设"} if behind else {"before": text, "behind": "项目管理"}
    page = PLAN.format_map(said | {"units": "（区水务局负责）" if behind else ""})
    contents = [task.content for task in parsed(page).tasks]
    assert "新建水厂2座。" in contents
    return "tasks" if any("各单位" in each if behind else "节水" in each for each in contents) else "frame"


def covered(text: str) -> str:
    """The issuer of a document whose cover says `text`."""
    page = f"{text}\n\n北山区水利工作要点\n\n1.新建水厂2座。（区水务局负责）\n"
    return parsed(page).document.issuer or NONE


def dated(text: str) -> str:
    """The day of a document in which `text` stands below the title."""
    page = f"北山区水利工作要点\n\n{text}\n\n1.新建水厂2座。（区水务局负责）\n"
    return parsed(page).document.issued_on or NONE


def form(text: str) -> str:
    """The labels of a form, one row of cells divided by /."""
    cells = text.replace("/", "\t")
    blank = "\t" * cells.count("\t")
    rows = "\n".join(f"{name}{blank}" for name in ("月份", "1月", "2月", "3月", "4月"))
    (found,) = parsed(f"任务推进计划表\n\n{cells}\n{rows}\n").forms
    return "、".join(found.fields)


def form_title(text: str) -> str:
    """Whether a title over an empty grid of labels is that of a form."""
    rows = "任务名称\t\t责任单位\t\n完成时限\t\t联系人\t\n备注\t\t\t\n问题\t\t\t\n"
    return "form" if parsed(f"{text}\n\n{rows}").forms else NONE


def report(**said: str) -> Part:
    """A short report with some of its lines changed."""
    lines = {
        "title": "北山区政府工作报告",
        "opening": "各位代表：",
        "heading": "一、2030年工作回顾",
        "passage": "民生保障持续加强。",
    }
    return pipeline.outline(pipeline.repair(document(REPORT.format_map(lines | said))))[0]


def recognised(key: str, text: str) -> str:
    """Whether the report with this line is taken for one."""
    return "report" if work_report.recognises(report(**{key: text})) else NONE


def shape(key: str, text: str) -> str:
    """What a line of the report is taken for."""
    found = [each for each in passages(report(**{key: text})) if each.plain.startswith(text[:6])]
    return found[0].shape if found else NONE


def statement(text: str) -> str:
    """The kind of a sentence of the report that stands below a heading: `heading ／ sentence`."""
    heading, _, sentence = text.partition("／")
    page = REPORT.format(
        title="北山区政府工作报告", opening="各位代表：", heading="一、2030年工作回顾", passage=""
    )
    page = page.replace("二、2031年工作安排", heading).replace(
        "做强实体经济。", f"（一）做强产业\n\n{sentence}\n\n（二）办好实事\n\n扩大教育供给。多建学校，多办托育。\n\n"
        "（三）美化环境\n\n推进治水。清理河道，修复湿地。\n\n做强实体经济。"
    )  # fmt: skip
    return next(each.kind for each in parsed(page).statements if each.text == sentence)


def topics_of(text: str, *, review: bool = False) -> str:
    """The topic sentences of a paragraph."""
    plains = [text[begin:end] for begin, end in sentence_spans(text)]
    found = topics(plains, review=review, headed=False, announced=True, divided=True)
    return "、".join(plains[at].rstrip("。") for at in sorted(found)) or NONE


def described(text: str) -> str:
    """Whether a meta tag tells what a line of the page does not: `name ／ line`."""
    name, _, line = text.partition(" ／ ")
    page = f'<html><meta name="{name}" content="不同"><body><p>{line}</p></body></html>'.encode()
    labels = (block for block in pipeline.read(page, "page.html").blocks if isinstance(block, Label))
    return next((label.name.plain for label in labels), NONE)


READERS: dict[str, dict[str, Reader]] = {
    "headers": {
        "region": told(region=is_region),
        "piece": told(piece=is_piece),
        "builder": told(builder=is_builder),
        "total": told(total=is_total),
        "step": told(step=is_step),
        "shared": told(shared=is_shared),
        "duty": told(duty=is_duty),
        "": lambda text: column_field(text) or NONE,
    },
    "labels": {
        "assigning": told(clause=is_clause),
        "leading": roles,
        "lead_mark": roles,
        "support_mark": roles,
        "supporting": roles,
        **dict.fromkeys(("spoken_lead", "spoken_support", "spoken_acts", "spoken_owner"), roles),
        "manner": roles,
        "acting": roles,
        "rule": told(rule=rule_of),
        "remark": names,
        "": lambda text: label_at_start(text) or NONE,
    },
    "units": {
        "suffix": told(name=is_whole_name),
        "collective": told(set=is_collective),
        "village": told(clause=is_clause),
        "never_alone": joined_line,
        "": names,
    },
    "offices": {"surname": told(person=is_person), "": leader},
    "deadlines": {"telling": deadline_in_units, "event": inside, "": day},
    "schedule": {
        "frequency": lambda text: frequency_of(text) or NONE,
        "period": period,
        "": in_schedule,
    },
    "progress": {
        "project": told(project=opens_with_project),
        "done": told(project=opens_with_project),
        "state": told(state=is_status),
        "": lambda text: " | ".join(part or NONE for part in target_and_progress(text)),
    },
    "measures": {"": figures},
    "furniture": {
        "metadata": lambda text: metadata_fields().get(text, NONE),
        "data_set": lambda text: csv_file.field_of_header(text) or NONE,
        "continuation": told(continuation=is_continuation),
        "site_name": told(site_name=is_site_name),
        "ditto": told(ditto=is_ditto),
        "": kept,
    },
    "web": {
        "content": told(content=html_words.is_content_name),
        "headline": told(headline=html_words.is_headline_name),
        "frame": told(frame=html_words.is_frame_name),
        "footer": told(footer=html_words.is_footer),
        "meta": described,
    },
    "headings": {
        "title": told(title=titles.is_title),
        "no_title": told(title=titles.is_title),
        "rules": told(rules=titles.is_rules_title),
        "explains": told(explains=titles.explains),
        "invites": told(invites=titles.invites),
        "duties": told(duties=partial(titles.speaks_of, "duties")),
        "field": told(field=names_field),
        "speaker": told(speaker=titles.is_speech),
        "required": told(required=partial(titles.speaks_of, "required")),
        "notice": told(notice=titles.is_notice_title),
        "tasks": told(tasks=partial(titles.speaks_of, "tasks")),
        "progress": told(progress=partial(titles.speaks_of, "progress")),
        "breakdown": told(breakdown=partial(titles.speaks_of, "breakdown")),
        "livelihood": told(livelihood=partial(titles.speaks_of, "livelihood")),
        "appendix": told(appendix=titles.is_appendix_title),
        "defines": told(defined=titles.is_definition),
        "annex": told(annex=titles.is_annex_mark),
        "frame": partial(framed, behind=False),
        "frame_behind": partial(framed, behind=True),
        "signing": told(body=titles.is_body),
        "closing": in_content,
        "copies": told(copies=titles.names_copies),
        "remark": told(remark=titles.is_remark),
        "lead_in": announced,
        "forwarding": told(requires=titles.forwards),
        "filled_in": covered,
        "filled_in_on": dated,
        "": covered,
    },
    "forms": {"label": form, "title": form_title},
    "script": {"traditional": simplified},
    "report": {
        "title": partial(shape, "heading"),
        "title_not": partial(recognised, "title"),
        "chapter_requirement": statement,
        "aim_heading": lambda text: stance.section_kind(text, "frame"),
        "problem": told(away=stance.turns_away),
        "lack": told(away=stance.turns_away),
        "thanks": told(away=stance.turns_away),
        "reflection": told(away=stance.turns_away),
        "mastered": told(away=stance.turns_away),
        "solved": told(away=stance.turns_away),
        "no_aims": told(aims=stance.states_aims),
        "exhortation": told(exhorts=stance.exhorts),
        "salutation": told(salutes=stance.is_salutation),
        "delivery": told(delivers=stance.delivers),
        "lead_in": told(leads_in=stance.leads_in),
        "preamble": told(opener=is_review_opener),
        "review_opener": told(opener=is_review_opener),
        "plan_turn": lambda text: stance.turns_to(text) or NONE,
        "done": stance.voted_kind,
        "todo": stance.voted_kind,
        "adverb": topics_of,
        "framing": topics_of,
        "action": topics_of,
        "act_end": topics_of,
        "done_end": partial(topics_of, review=True),
        "verb": partial(shape, "passage"),
        "furniture": partial(shape, "passage"),
        "furniture_rest": partial(shape, "passage"),
        "glossary": partial(shape, "passage"),
        "annex": partial(shape, "passage"),
        "office": partial(shape, "opening"),
        "chapter_end": partial(shape, "heading"),
        "role": partial(recognised, "passage"),
        "answers": partial(recognised, "passage"),
        "issued": partial(recognised, "passage"),
        "asked": partial(recognised, "passage"),
        "hereby": partial(recognised, "passage"),
        "": lambda text: stance.heading_kind(text) or NONE,
    },
}
"""By file and table; "" reads the tables that are not named."""


def read(subject: str, table: str, text: str) -> str:
    """What the text of an example gives."""
    readers = READERS[subject]
    return (readers.get(table) or readers[""])(text)


def halves(example: str) -> tuple[str, str]:
    """The text of an example and what it gives."""
    text, arrow, result = example.partition(ARROW)
    assert arrow, f"no{ARROW}in {example!r}"
    return text, result
