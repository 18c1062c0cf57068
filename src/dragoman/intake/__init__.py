"""Bytes → reports: plain text and JSON, from files, folders and the standard input."""

from dragoman.intake.counting import count_reports
from dragoman.intake.set_aside import SetAside
from dragoman.intake.sources import iter_reports
from dragoman.intake.withdrawn import Withdrawn

__all__ = ["SetAside", "Withdrawn", "count_reports", "iter_reports"]
