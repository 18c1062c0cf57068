"""What can go wrong, as one small tree.

DragomanError
├── ReportError(ValueError)        a report that cannot be read; it is set aside with its reason
│   └── UnsupportedLanguageError
├── EDTFError(ValueError)          a date that is not EDTF level 0, level 1 or a set
├── ResourceError(ValueError)      a faulty lexicon, actor or place file: names file and entry
├── FormatError(ValueError)        a file that cannot be written, or read, in the format asked for
├── QuestionError(ValueError)      a question that cannot be answered as it is put: says what to change
├── ModelError(RuntimeError)       the reader model is missing or damaged
└── LedgerError(RuntimeError)      the ledger cannot be opened, read or written
"""


class DragomanError(Exception):
    """Root of everything this package raises on purpose."""


class ReportError(DragomanError, ValueError):
    """A report that cannot be read: the message says what is wrong and where."""


class UnsupportedLanguageError(ReportError):
    """The report's language has no lexicon here."""


class EDTFError(DragomanError, ValueError):
    """A string that is not a date of EDTF level 0, level 1 or a one-of set."""


class ResourceError(DragomanError, ValueError):
    """A data file of the package, or of the user, does not follow its schema."""


class FormatError(DragomanError, ValueError):
    """A file cannot be written, or read, in the format asked for."""


class QuestionError(DragomanError, ValueError):
    """A question that names what nobody knows, or contradicts itself: the message says what to change."""


class ModelError(DragomanError, RuntimeError):
    """The reader model cannot be loaded."""


class LedgerError(DragomanError, RuntimeError):
    """The ledger cannot be opened, read or written."""
