"""The words that facts are made of: numbers, units, months, currencies, time zones."""

from __future__ import annotations

import re
from typing import NamedTuple

NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "thousand": 1000, "million": 1000000, "dozen": 12, "half": 0.5, "twice": 2,
}  # fmt: skip
"""Number words; "one" counts only before a unit, since it is mostly a pronoun."""

UNITS = (
    r"(?i:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|weekends?|fortnights?"
    r"|months?|quarters?|years?|times|percent|points?|seats?|users?|items?|pieces?|copies|licen[cs]es?"
    r"|metres?|meters?|miles?|inch(?:es)?|feet|degrees?|grams?|kilos?|pounds|litres?|liters?)"
    r"|[kKMGT]i?B|[kMG]bps|[kMG]?Hz|ms|mm|cm|km|kg|lbs?|oz|ml|[kMG]?W|kWh|V|mAh|px|dpi|°[CF]|[gml]"
)
"""What is counted or measured, as a pattern."""

MONTHS = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
ZONES = r"UTC|GMT|CES?T|E[SD]T|P[SD]T|C[SD]T|M[SD]T|BST|IST|JST|AEST"


class _Currency(NamedTuple):
    sign: str
    after: str


CURRENCY = _Currency(
    sign=r"-?(?:US|C|A)?\$|[€£¥₹]|\b(?:USD|EUR|GBP|CHF|JPY|INR)\b",
    after=r"[$€£¥₹]|USD|EUR|GBP|CHF|JPY|INR|(?i:dollars?|euros?|pounds?|cents?|pence|francs?|yen|rupees?)",
)
"""Patterns for what stands before and after an amount."""

FORMULAIC = frozenset(
    {
        "ASAP", "FYI", "OK", "NB", "IMHO", "RTFM", "TIA", "Sir", "Madam", "Customer", "Client",
        "Valued", "User", "Please", "Thank", "Thanks", "Sorry", "Hi", "Hello", "Dear", "Mr", "Ms",
        "We", "You", "He", "She", "It", "They", "Our", "Your", "The", "This", "That", "These",
    }
)  # fmt: skip
"""Words with capitals that name nobody."""

OPENER = re.compile(
    r"a|nope|yep|yes|yeah|oh|ah|wow|alas|hmm|about|above|across|after|against|all|along|also|although|am|among|an|and|another|any"
    r"|anybody|anyone|anything|are|aren['’]t|around|as|at|be|because|been|before|behind|below"
    r"|beside|besides|between|beyond|both|but|by|can|can['’]t|cannot|cheers|concerning|could"
    r"|couldn['’]t|dear|despite|did|didn['’]t|do|does|doesn['’]t|don['’]t|dunno|during|e-mail"
    r"|each|either|else|every|everybody|everyone|everything|except|for|from|gotta|greetings|had"
    r"|hadn['’]t|has|hasn['’]t|have|haven['’]t|he|he['’]s|hello|hence|her|here|here['’]s|hey|hi"
    r"|his|hooray|how|i|if|in|into|is|isn['’]t|it|it['’]s|its|kindly|let['’]s|many|may|might"
    r"|most|must|my|myself|neither|no|nobody|none|nor|not|nothing|of|ok|okay|on|onto|or|our"
    r"|ours|over|owing|per|please|plus|prior|regarding|regards|several|shall|she|she['’]s"
    r"|should|shouldn['’]t|since|sincerely|so|some|somebody|someone|something|sorry|such|than"
    r"|thanks|that|that['’]s|the|their|then|there|there['’]s|these|they|they['’]ll|they['’]re"
    r"|they['’]ve|this|those|though|through|thus|till|to|toward|towards|under|unless|until|upon"
    r"|via|was|wasn['’]t|we|we['’]d|we['’]ll|we['’]re|we['’]ve|welcome|were|weren['’]t|what"
    r"|what['’]s|whatever|when|whenever|where|wherever|whether|which|while|who|who['’]s|whom"
    r"|whose|why|will|with|within|without|won['’]t|would|wouldn['’]t|yet|you|you['’]d|you['’]ll"
    r"|you['’]re|you['’]ve|your|yours"
)
"""Words that open sentences, in small letters, and that no table of nouns and verbs has."""
