"""The reading room: reports in, claims out. Reading is a pure function of one report."""

from dragoman.reading.claims import ClaimBuilder
from dragoman.reading.quotations import Quotation
from dragoman.reading.reader import LANGUAGES, Reader
from dragoman.reading.readers import Readers
from dragoman.reading.retold import merge_retold, share_dates

__all__ = ["LANGUAGES", "ClaimBuilder", "Quotation", "Reader", "Readers", "merge_retold", "share_dates"]
