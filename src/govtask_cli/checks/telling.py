"""How a check tells of a task or of a note: a finding at the place of a field, or at that of the note."""

from __future__ import annotations

from govtask_cli.records import Finding, NoteRecord, Severity, Task


def about(code: str, severity: Severity, message: str, task: Task, field: str = "content") -> Finding:
    """A finding at `field` of a task, or at the task where the field has no place of its own."""
    return Finding(
        code=code,
        severity=severity,
        message=message,
        origin=task.origins.get(field, task.origin),
        lines=task.lines,
    )


def at_note(code: str, severity: Severity, message: str, note: NoteRecord) -> Finding:
    """A finding at the place of what the reading noted."""
    return Finding(code=code, severity=severity, message=message, origin=note.origin, lines=note.lines)
