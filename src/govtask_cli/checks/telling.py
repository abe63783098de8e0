"""How a check tells of a task: a finding at the place of one of its fields."""

from __future__ import annotations

from govtask_cli.records import Finding, Severity, Task


def about(code: str, severity: Severity, message: str, task: Task, field: str = "content") -> Finding:
    """A finding at `field` of a task, or at the task where the field has no place of its own."""
    return Finding(
        code=code,
        severity=severity,
        message=message,
        origin=task.origins.get(field, task.origin),
        lines=task.lines,
    )
