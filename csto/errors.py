"""The errors that `csto` raises; each message says where, what was found and what was expected."""


class CstoError(Exception):
    """Base of all errors that this package raises on purpose."""


class UnknownTableError(CstoError):
    """A table was asked for that `data/datapackage.json` does not describe."""


class ColumnError(CstoError):
    """A column was asked for that the table does not have."""


class DataError(CstoError):
    """A file under `data/` breaks its schema; the message lists every fault that was found."""


class UnknownSourceError(CstoError):
    """A key was cited that `references.bib` does not hold."""
