"""What a customer asks us to do for them, in place of telling them how."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.message import Ask

_DEED = (
    r"(?:cancel|refund|reimburse|replace|resend|re-?issue|send|change|update|correct|delete|erase"
    r"|remove|close|stop|pause|skip|unsubscribe|unlock|reset|restore|activate|deactivate|transfer"
    r"|move|add|apply|credit|extend|confirm|arrange|book|rebook|call|ring|fix|merge|upgrade"
    r"|downgrade|swap|exchange|waive|expedite|hold|redirect|forward|issue|check|look into)"
)
_US = r"(?:you|someone|somebody)"
_LEAD_IN = r"\W*(?:(?:hi|hello|hey|so|and|also|then|ok|well)\W+)*"
_TO_US = re.compile(
    rf"{_LEAD_IN}(?:please|pls|kindly)\W+(?:also |just |now )?{_DEED}\b"
    rf"|{_LEAD_IN}{_DEED} (?:it|this|that|my|our|me|us|the|all|them|both|everything)\b(?!.*\?)"
    rf"|.{{0,200}}\b(?:can|could|would|will) {_US} (?:please |kindly |also )*{_DEED}\b"
    rf"|.{{0,200}}\b(?:want|need|like|ask|expect) {_US} to {_DEED}\b",
    re.I | re.S,
)


def deeds(asks: Sequence[Ask]) -> list[str]:
    """The asks that want something done by us, as the customer put them."""
    return [ask.text for ask in asks if _TO_US.match(ask.text)]
