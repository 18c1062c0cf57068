"""Other people's formats: claims of a ledger written to files, and files read back into claims."""

from dragoman.export.files import replacing
from dragoman.export.formats import FORMATS, Format, find_format, get_format
from dragoman.export.written import Written

__all__ = ["FORMATS", "Format", "Written", "find_format", "get_format", "replacing"]
