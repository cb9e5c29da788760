"""What can go wrong with a request.

AssistantError
├── NothingToAnswer    the message has no text
├── TextTooLong        it is longer than we work on
└── GeneratorUnknown   no language model has this name
"""


class AssistantError(Exception):
    """Base of the errors of this floor; its text says what to do."""


class NothingToAnswer(AssistantError):
    """The message has no text."""


class TextTooLong(AssistantError):
    """A text is longer than we work on."""


class GeneratorUnknown(AssistantError):
    """No language model has this name."""
