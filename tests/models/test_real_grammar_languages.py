"""Grammar and spelling in the languages other than English, and what our rules say of them."""

from __future__ import annotations

import pytest

from models.checks.grammar import GrammarChecker
from models.checks.lingotweaker import LingoTweaker
from models.checks.rules import ToneChecker
from models.protocols import CheckContext
from models.text import Category

GOOD = {
    "de": "Guten Tag Frau Müller,\n\nvielen Dank für Ihre Nachricht. Ihr Paket wurde heute"
    " verschickt und kommt am Montag an.\n\nViele Grüße\nIhr Serviceteam",
    "fr": "Bonjour Madame Martin,\n\nMerci pour votre message. Nous avons envoyé votre colis"
    " aujourd'hui et il arrivera lundi.\n\nCordialement",
    "es": "Hola, Ana:\n\nGracias por su mensaje. Hemos enviado su paquete hoy y llegará el"
    " lunes.\n\nUn saludo",
    "pt": "Olá, Ana,\n\nObrigado pela sua mensagem. Enviamos a sua encomenda hoje e ela chega"
    " na segunda-feira.\n\nCom os melhores cumprimentos",
    "nl": "Beste Anna,\n\nBedankt voor uw bericht. We hebben uw pakket vandaag verstuurd en het"
    " komt maandag aan.\n\nMet vriendelijke groet",
}
MISSPELT = {
    "de": ("Wir haben Ihre Nachicht erhalten.", "Nachicht", "Nachricht"),
    "fr": ("Nous avons bien reçu votre mesage ce matin.", "mesage", "message"),
    "es": ("Hemos recibido su mensage esta mañana.", "mensage", "mensaje"),
    "pt": ("Recebemos a sua mensajem esta manhã.", "mensajem", "mensagem"),
    "nl": ("Wij hebben uw berigt vandaag ontvangen.", "berigt", "bericht"),
}
UNGRAMMATICAL = {
    "de": ("Die Paket ist heute bei uns angekommen.", "Paket"),
    "fr": ("Les colis est arrivé ce matin chez nous.", "est"),
    "es": ("Los paquete ha llegado esta mañana.", "paquete"),
    "pt": ("Os pacote chegou hoje de manhã.", "pacote"),
    "nl": ("Wij heeft het pakket vandaag verstuurd.", "heeft"),
}


@pytest.fixture(scope="module")
def engine() -> LingoTweaker:
    return LingoTweaker("en-GB")


@pytest.fixture(scope="module", params=sorted(GOOD))
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def checker(engine: LingoTweaker) -> GrammarChecker:
    return GrammarChecker(engine)


def test_a_good_reply_has_no_finding(checker: GrammarChecker, code: str) -> None:
    assert checker.check(GOOD[code], CheckContext(locale=code)) == []


def test_a_misspelt_word_is_found_with_its_correction(checker: GrammarChecker, code: str) -> None:
    text, word, correction = MISSPELT[code]
    (finding,) = checker.check(text, CheckContext(locale=code))
    assert (finding.text, finding.category) == (word, Category.SPELLING)
    assert correction in [fix.text for fix in finding.fixes]


def test_a_mistake_of_grammar_is_found(checker: GrammarChecker, code: str) -> None:
    text, word = UNGRAMMATICAL[code]
    findings = checker.check(text, CheckContext(locale=code))
    assert any(word in finding.text for finding in findings)


def test_a_text_without_a_locale_is_checked_in_its_language(
    checker: GrammarChecker, code: str
) -> None:
    assert checker.check(GOOD[code], CheckContext()) == []
    text, word, _ = MISSPELT[code]
    assert word in [finding.text for finding in checker.check(text, CheckContext())]


def test_the_rules_of_tone_are_silent(code: str) -> None:
    tone = ToneChecker()
    for text in (GOOD[code], f"{MISSPELT[code][0]} You have to log out first."):
        assert tone.check(text, CheckContext(locale=code)) == []
