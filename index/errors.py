"""What can go wrong in `index`, worded for the reader.

    DerekIndexError
    ├── ModelNotFound      the model, or the package it comes in, is not on this machine
    ├── ModelDamaged       files of a model are not what they should be
    ├── ModelUnsupported   the model is whole, but of a kind that Derek cannot convert
    ├── ModelNotWritten    the converted model could not be stored: no space, no permission
    ├── AlignmentError     language means that do not fit the model, or a broken parallel set
    ├── GlossaryError      a glossary that cannot be read, or a line of it that is wrong
    ├── IndexMismatch      the stored index was made with another model or version
    ├── IndexDamaged       files of the stored index are missing or don't agree
    └── IndexNotWritten    the index could not be stored: no space, no permission

Catch the base to show any of them.
"""

from __future__ import annotations


class DerekIndexError(Exception):
    """Base of all errors of this package; the message is shown to the reader and ends in what to do next."""


class ModelNotFound(DerekIndexError):
    """The model, or the package it comes in, is not on this machine."""


class ModelDamaged(DerekIndexError):
    """A file of the model is cut, altered or of another version."""


class ModelUnsupported(DerekIndexError):
    """The model is whole, but of a kind that cannot be converted."""


class ModelNotWritten(DerekIndexError):
    """The converted model could not be stored."""


class AlignmentError(DerekIndexError):
    """Language means that do not fit the encoder, or a parallel set that cannot be read."""


class GlossaryError(DerekIndexError):
    """A glossary cannot be read, or a line of it is wrong."""


class IndexMismatch(DerekIndexError):
    """The stored index was made with something else than what wants to read it."""


class IndexDamaged(DerekIndexError):
    """Files of the stored index are missing or don't agree with each other."""


class IndexNotWritten(DerekIndexError):
    """The index could not be stored; the one in use is as it was."""
