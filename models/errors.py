"""What can go wrong with an engine.

ModelError
├── ModelMissing     the files of a model are not there
├── ModelCorrupt     they are there, but not the ones that the manifest names
├── ModelUnknown     no engine has this name
├── EngineDown       an engine, or the server behind it, does not answer
│   ├── EngineSlow     it has not finished in the time that it was given
│   └── EngineRefuses  it answers no, and would do so again: a wrong key, a model it has not
│       └── PromptRefused  it takes none of this prompt, and may well take the next
├── ProfileInvalid   a profile's field is not what it has to be
└── RuleInvalid      a rule file does not say what a rule file has to say
    └── OwnRuleInvalid  the same for a rule that a team has sent
"""


class ModelError(Exception):
    """Base of the errors of this floor; its text says what to do."""


class ModelMissing(ModelError):
    """The files of a model are not there."""


class ModelCorrupt(ModelError):
    """The files of a model differ from what the manifest names."""


class ModelUnknown(ModelError):
    """No engine has this name."""


class EngineDown(ModelError):
    """An engine, or the server behind it, does not answer."""


class EngineSlow(EngineDown):
    """An engine has not finished in the time that it was given."""


class EngineRefuses(EngineDown):
    """An engine answers no, and would do so again: a wrong key, a model that it has not."""


class PromptRefused(EngineRefuses):
    """The prompt is too long for the model, or says what the server does not take."""


class RuleInvalid(ModelError):
    """A rule file is not valid; the message begins with its path and line."""


class OwnRuleInvalid(RuleInvalid):
    """A rule that a team has sent is not valid; the message begins with its key."""


class ProfileInvalid(ModelError):
    """A field of a profile is not valid; the message names it, and what is allowed."""
