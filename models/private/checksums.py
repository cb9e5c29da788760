"""Check digits of cards and bank accounts."""

from __future__ import annotations

import re

_LEAST_DIGITS = 10


def is_card(number: str) -> bool:
    """Whether the last digit is the check digit that Luhn's formula gives (ISO/IEC 7812-1)."""
    digits = [int(char) for char in reversed(number) if char.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return 13 <= len(digits) <= 19 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def is_iban(number: str) -> bool:
    """Whether the check digits are right: modulo 97 as in ISO 13616."""
    plain = re.sub(r"[ -]", "", number).upper()
    if not 15 <= len(plain) <= 34 or not plain.isascii() or not plain.isalnum():
        return False
    if sum(map(str.isdigit, plain)) < _LEAST_DIGITS:
        return False
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1
