"""The language of a text against the one that it is said to be in."""

from __future__ import annotations

import pytest

from models.checks.language import is_foreign, language, locale_of, resolved

REPLIES = {
    "de": "Vielen Dank für Ihre Nachricht. Wir melden uns morgen wieder bei Ihnen.",
    "fr": "Merci pour votre message. Nous vous répondrons demain matin.",
    "es": "Gracias por su mensaje. Le respondemos mañana por la mañana.",
    "pt": "Obrigado pela sua mensagem. Vamos responder amanhã de manhã.",
    "nl": "Bedankt voor uw bericht. Wij komen er morgen op terug.",
    "pl": "Dziękujemy za wiadomość. Odpowiemy jutro rano.",
}


@pytest.mark.parametrize(("code", "text"), REPLIES.items())
def test_a_text_in_another_language_is_recognised(code: str, text: str) -> None:
    assert locale_of(text, "en") == code
    assert locale_of(text, "en-GB") == code


@pytest.mark.parametrize("locale", ["en", "en-GB", "en-US"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "OK",
        "Hi Dana,",
        "Thank you.",
        "Teh recieved ordr has arived",
        "Hello Jürgen Müller, Straße 12, Köln",
        "Select Menü > Konto-Einstellungen",
        "Hi Никита Дроздов, thanks",
        "https://example.com/kb/x",
    ],
)
def test_names_and_short_texts_change_nothing(text: str, locale: str) -> None:
    assert locale_of(text, locale) == locale


def test_the_region_that_was_said_is_kept() -> None:
    assert locale_of(REPLIES["de"], "de-AT") == "de-AT"


def test_a_language_that_nobody_knows_is_believed() -> None:
    assert locale_of("Thank you for your message.", "xx") == "xx"


@pytest.mark.parametrize(("code", "text"), REPLIES.items())
@pytest.mark.parametrize("auto", ["auto", "AUTO"])
def test_auto_is_the_language_of_the_text(auto: str, code: str, text: str) -> None:
    assert resolved(auto, text) == code


@pytest.mark.parametrize("text", ["", "OK", "I recieved teh parcel.", "Hi Jürgen,", "Menu > Konto"])
def test_auto_is_english_in_doubt(text: str) -> None:
    assert resolved("auto", text) == "en"


def test_what_was_said_is_believed_and_nothing_is_english() -> None:
    assert resolved("de-AT", "Thank you for your message.") == "de-AT"
    assert resolved(None, REPLIES["de"]) == "en"


def test_english_under_another_locale_is_english() -> None:
    assert locale_of("Thank you for your message. It is on its way to you.", "de") == "en"


def test_a_foreign_sentence() -> None:
    assert is_foreign("Wählen Sie bitte die Einstellungen", "en")
    assert not is_foreign("I recieve teh parcel", "en")


@pytest.mark.parametrize("locale", ["de", "de-AT", "de_AT", "DE"])
def test_the_language_of_a_locale(locale: str) -> None:
    assert language(locale) == "de"
