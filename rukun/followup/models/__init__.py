"""What is true of the work: tickets and what was done to them, closings and what is said of them, the desk's own."""

from rukun.followup.models.closings import Answer, Audit, Proof, Rating, Replied
from rukun.followup.models.crew import Assignment, CrewPass, CrewWork
from rukun.followup.models.desk import CrewMember, Holiday, Routing, Template
from rukun.followup.models.incidents import Gathered, Incident
from rukun.followup.models.notes import Note
from rukun.followup.models.parts import Part, PartStep
from rukun.followup.models.tickets import Amendment, Delay, Disposisi, Merge, Step, Ticket, Unmerge
from rukun.followup.models.views import SavedView
from rukun.followup.oversight.models import DayTally, Export, WeekTold

__all__ = [
    "Amendment",
    "Answer",
    "Assignment",
    "Audit",
    "CrewMember",
    "CrewPass",
    "CrewWork",
    "DayTally",
    "Delay",
    "Disposisi",
    "Export",
    "Gathered",
    "Holiday",
    "Incident",
    "Merge",
    "Note",
    "Part",
    "PartStep",
    "Proof",
    "Rating",
    "Replied",
    "Routing",
    "SavedView",
    "Step",
    "Template",
    "Ticket",
    "Unmerge",
    "WeekTold",
]
