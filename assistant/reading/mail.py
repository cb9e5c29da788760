"""From what a mail program sent to what the customer wrote.

Everything here looks at each line once, so that no message can hold a worker for long.
(The reply parsers on the package index that we tried need quadratic time or worse.)
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from inscriptis import get_text

from assistant.reading.signed import is_signed
from assistant.reading.titles import titled

_TAG = re.compile(
    r"</?(?:html|body|div|p|br|span|table|t[dr]|a|[uo]l|li|b|i|em|strong|font|blockquote|pre|h[1-6])"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_QUOTE_HEAD = re.compile(
    r"(?:on|am|le|el|op|il|em)\b.{5,200}\b(?:wrote|schrieb|a écrit|escribió|schreef|ha scritto|"
    r"escreveu)\b.{0,80}:$|-{2,}\s?(?:original|forwarded) message\s?-{2,}|_{10,}$|from:\s.{1,200}@",
    re.IGNORECASE,
)
FOREIGN_SIGN_OFFS = (
    r"(?:(?:viele|liebe|beste|freundliche|herzliche|mit freundlichen) )gr(?:ü|ue)(?:ß|ss)en?"
    r"|gr(?:ü|ue)(?:ß|ss)e|mfg|(?:vielen )?danke?(?: im voraus)?|(?:bien )?cordialement|bien à vous"
    r"|merci(?: d['’]avance| beaucoup)?|(?:un )?saludos?(?: cordial(?:es)?)?|(?:muchas )?gracias"
    r"|atentamente|atenciosamente|(?:muito )?obrigad[oa]|cumprimentos|(?:vriendelijke |met "
    r"vriendelijke )?groet(?:en|jes)?|(?:alvast )?bedankt|grazie(?: mille)?|(?:cordiali )?saluti"
)
"""How letters end in the languages that `drafting/tongues.yaml` has a frame for."""
_SIGN_OFF = re.compile(
    r"(?:(?:many |kind(?:est)? |best |warm(?:est)? |with |yours |all (?:the |my |our )?|my |our "
    r"|the |very |friendly |deepest |sincere |heartfelt )*(?:thanks|thank you|regards|wishes"
    r"|cheers|sincerely|faithfully|truly|thx|best|yours|sympathy|condolences|respectfully"
    r"|warmly|take care|speak soon|talk soon|see you (?:then|soon|there)|xoxo)"
    r"(?: (?:again|in advance|so much|a lot|and regards|"
    rf"in anticipation|very much))*|{FOREIGN_SIGN_OFFS})[\s,.!]*$",
    re.IGNORECASE,
)
_WANTS_A_NAME = re.compile(
    r"\b(?:by|to|for|with|from|is|are|was|and|or|of|at|see|saw|contact|ask|name|address|c/o)\Z",
    re.I,
)
_DETAIL = re.compile(
    r"\s*(?:(?:tel|phone|mobile|mob|[tm])\b\W{0,3})?[+(]?\d[\d\s()./-]{6,25}|\s*[\w.+-]{1,64}@[\w.-]{3,100}"
    r"|\s*(?:https?://|www\.)\S{3,100}",
    re.I,
)
"""What stands under a name: a number, an address."""
_DEVICE = re.compile(r"sent from (?:my|mail|outlook)\b.*|get outlook for .*", re.IGNORECASE)
MOST_SIGNATURE_LINES = 6
MOST_SIGNATURE_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Mail:
    """The customer's own words, and the lines of the signature under them."""

    body: str
    signature: tuple[str, ...]


def read_mail(text: str) -> Mail:
    """Split what was sent into the words and the signature; quoted mail is dropped."""
    lines = _own_lines(_plain(text).split("\n"))
    while lines and (not lines[-1].strip() or _DEVICE.match(lines[-1].strip())):
        lines.pop()
    end = _signature_start(lines)
    signature = [line.strip() for line in lines[end:] if line.strip() not in ("", "--")]
    return Mail("\n".join(lines[:end]).strip(), tuple(signature))


def is_sign_off(line: str) -> bool:
    """Whether a line is "Kind regards," or the like and nothing more."""
    return len(line) < MOST_SIGNATURE_CHARACTERS and bool(_SIGN_OFF.match(line.strip()))


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _TAG.search(text):
        text = get_text(text)
    text = unicodedata.normalize("NFC", text)
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc")


def _own_lines(lines: list[str]) -> list[str]:
    """The lines above quoted mail; a quoted line in between is dropped too."""
    kept: list[str] = []
    for line in lines:
        bare = line.strip()
        if len(bare) < 400 and _QUOTE_HEAD.match(bare) and kept:
            break
        if not bare.startswith(">"):
            kept.append(line.rstrip())
    return kept if any(line.strip() for line in kept) else lines


def _signature_start(lines: list[str]) -> int:
    """Where the signature begins: at "-- ", a sign-off near the end, or a name alone."""
    first = max(1, len(lines) - MOST_SIGNATURE_LINES)
    for at in range(first, len(lines)):
        if lines[at].strip() == "--" or is_sign_off(lines[at]):
            return at
    for at in range(first, len(lines)):
        if titled(lines[at]) and _ends_before(lines, at) and _are_details(lines[at + 1 :]):
            return at
    last = len(lines)
    while last > first and (not lines[last - 1].strip() or _DETAIL.fullmatch(lines[last - 1])):
        last -= 1
    return last - 1 if _is_signed(lines[:last]) else len(lines)


def _is_signed(lines: list[str]) -> bool:
    """Whether the last line is a name that no sentence above it leads up to."""
    above = next((line.strip() for line in reversed(lines[:-1]) if line.strip()), "")
    if not above or above.endswith(":") or _WANTS_A_NAME.search(above):
        return False
    return is_signed(lines[-1], "\n".join(lines[:-1]))


def _ends_before(lines: list[str], at: int) -> bool:
    """Whether the text above a line is whole: "My doctor is" or "Send it to:" is not."""
    above = next((line.strip() for line in reversed(lines[:at]) if line.strip()), "")
    if not lines[at - 1].strip():
        return not above.endswith((":", ",")) and not _WANTS_A_NAME.search(above)
    return above.endswith((".", "!", "?", ")")) or not above[-1:].isascii()


def _are_details(lines: list[str]) -> bool:
    """Whether lines under a name are post, office and numbers: short, and no sentences."""
    return all(
        len(line) < MOST_SIGNATURE_CHARACTERS and not line.rstrip().endswith((".", "?", "!", ":"))
        for line in lines
    )
