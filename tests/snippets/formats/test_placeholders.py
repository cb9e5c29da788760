"""Placeholders of ten dialects, both ways."""

from __future__ import annotations

import pytest

from snippets.formats.placeholders import canonical, dialectal, dialects

FIRST = "customer.first_name"
TABLE = [
    ("zendesk", FIRST, "{{ticket.requester.first_name}}"),
    ("zendesk", "agent.name", "{{current_user.name}}"),
    ("zendesk", "mailbox", "{{ticket.brand.name}}"),
    ("zendesk", "custom.12", "{{ticket.ticket_field_12}}"),
    ("freshdesk", FIRST, "{{ticket.requester.firstname}}"),
    ("freshdesk", "custom.size", "{{ticket.cf_size}}"),
    ("helpscout", FIRST, "{%customer.firstName%}"),
    ("helpscout", "ticket.id", "{%conversation.number%}"),
    ("freescout", "agent.name", "{%user.fullName%}"),
    ("intercom", FIRST, "{{user.first_name}}"),
    ("intercom", "agent.name", "{{teammate.name}}"),
    ("front", FIRST, "{{recipient.first_name}}"),
    ("front", "agent.name", "{{user.name}}"),
    ("gorgias", FIRST, "{{ticket.customer.firstname}}"),
    ("chatwoot", FIRST, "{{contact.first_name}}"),
    ("chatwoot", "custom.plan", "{{contact.custom_attribute.plan}}"),
    ("zammad", FIRST, "#{ticket.customer.firstname}"),
    ("zammad", "ticket.id", "#{ticket.number}"),
    ("osticket", FIRST, "%{ticket.name.first}"),
    ("osticket", "customer.name", "%{ticket.name}"),
]


def test_there_are_ten_dialects_and_three_that_know_none() -> None:
    assert len(dialects()) == 13
    none = [name for name, one in dialects().items() if not one.theirs]
    assert none == ["libredesk", "confluence", "notion"]


@pytest.mark.parametrize("dialect", ["libredesk", "confluence", "notion"])
def test_a_dialect_without_placeholders_leaves_texts_alone(dialect: str) -> None:
    text = "{{a.b}} #{a} %{a} {%a%} {% if x %}"
    assert canonical(text, dialect).text == text
    assert dialectal("Hi {{customer.first_name|there}}, {{ticket.id}}", dialect).text == (
        "Hi there, ⟦ticket id⟧"
    )


@pytest.mark.parametrize(("dialect", "ours", "theirs"), TABLE)
def test_names_go_both_ways(dialect: str, ours: str, theirs: str) -> None:
    assert canonical(f"Hi {theirs}!", dialect).text == f"Hi {{{{{ours}}}}}!"
    assert dialectal(f"Hi {{{{{ours}}}}}!", dialect).text == f"Hi {theirs}!"


@pytest.mark.parametrize("dialect", dialects())
def test_every_name_of_a_dialect_comes_back(dialect: str) -> None:
    for ours in dialects()[dialect].theirs:
        written = dialectal(f"{{{{{ours}}}}}", dialect)
        assert written.lost == ()
        assert canonical(written.text, dialect).text == f"{{{{{ours}}}}}"


@pytest.mark.parametrize(
    ("dialect", "theirs"),
    [
        ("helpscout", "{%customer.firstName,fallback=there%}"),
        ("freescout", "{%customer.firstName,fallback=there%}"),
        ("intercom", '{{user.first_name|fallback:"there"}}'),
    ],
)
def test_fallbacks_go_both_ways(dialect: str, theirs: str) -> None:
    assert canonical(theirs, dialect).text == "{{customer.first_name|there}}"
    assert dialectal("{{customer.first_name|there}}", dialect).text == theirs


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_default_of_liquid_is_a_fallback(quote: str) -> None:
    read = canonical(f"{{{{ contact.name | default: {quote}you{quote} }}}}", "chatwoot")
    assert (read.text, read.lost) == ("{{customer.name|you}}", ())


def test_a_fallback_that_a_desk_does_not_know_is_a_loss() -> None:
    written = dialectal("{{customer.first_name|there}}", "front")
    assert written.text == "{{recipient.first_name}}"
    assert written.lost == ("the fallback 'there' of {{customer.first_name}}",)


def test_an_unknown_name_is_kept_under_the_name_of_its_desk() -> None:
    read = canonical("{{dc.hours}}", "zendesk")
    assert read.text == "{{zendesk.dc.hours}}"
    assert read.lost == ("a placeholder that nothing fills here: {{dc.hours}}",)
    assert dialectal(read.text, "zendesk").text == "{{dc.hours}}"
    assert dialectal(read.text, "front").text == "⟦zendesk dc hours⟧"


def test_a_placeholder_that_cannot_be_read_stays_as_text() -> None:
    read = canonical("{{ticket.comments['a'].value}}", "zendesk")
    assert read.text == "{{ticket.comments['a'].value}}"
    assert read.lost == ("a placeholder that can't be read: {{ticket.comments['a'].value}}",)


def test_one_of_a_list_goes_back_unchanged() -> None:
    theirs = "{{ticket.customer.integrations[0].orders[12].name}}"
    ours = "{{gorgias.ticket.customer.integrations.0.orders.12.name}}"
    assert canonical(theirs, "gorgias").text == ours
    assert dialectal(ours, "gorgias").text == theirs


def test_a_filter_is_a_loss() -> None:
    read = canonical("{{ticket.id | append: 'x'}}", "zendesk")
    assert read.text == "{{ticket.id}}"
    assert len(read.lost) == 1


@pytest.mark.parametrize("dialect", ["zendesk", "chatwoot", "freshdesk"])
def test_logic_is_kept_as_text_and_said(dialect: str) -> None:
    text = "{% if a %}Hello{% endif %}"
    read = canonical(text, dialect)
    assert (read.text, read.logic) == (text, True)
    assert "logic, kept as text: {% if a %}" in read.lost


def test_one_without_a_name_there_gives_way_to_its_fallback_or_a_slot() -> None:
    written = dialectal("{{order.number}} {{order.day|soon}}", "chatwoot")
    assert written.text == "⟦order number⟧ soon"
    assert len(written.lost) == 2


@pytest.mark.parametrize(
    "code",
    [
        "`{{ticket.id}}`",
        "``a ` {{ticket.id}}``",
        "```\n{{ticket.id}}\n\n{{ticket.id}}\n```",
        "~~~\n{{ticket.id}}\n~~~",
        "<pre>{{ticket.id}}</pre>",
        '<code class="x">{{ticket.id}}</code>',
    ],
)
def test_code_is_left_alone(code: str) -> None:
    text = f"{{{{current_user.name}}}} {code} {{{{current_user.name}}}}"
    assert canonical(text, "zendesk").text == f"{{{{agent.name}}}} {code} {{{{agent.name}}}}"


@pytest.mark.parametrize("mark", ["`", "```", "<pre>", "<code>", "</code>", "~~~"])
def test_a_mark_that_nothing_closes_hides_nothing(mark: str) -> None:
    assert "{{agent.name}}" in canonical(f"a {mark} b\n\n{{{{current_user.name}}}}", "zendesk").text


@pytest.mark.parametrize("dialect", dialects())
@pytest.mark.parametrize(
    "part", ["{{", "{{ ", "{{a|", "{% ", "{%a,", "#{", "%{", "`", "<pre>", "`a``b", "\n \n", "{{'"]
)
def test_odd_texts_come_to_an_end(dialect: str, part: str) -> None:
    assert isinstance(canonical(part * 20_000, dialect).text, str)
