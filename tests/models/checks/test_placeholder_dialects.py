"""Placeholders of every help desk's dialect stop a reply; talk about placeholders does not."""

from __future__ import annotations

import pytest

from models.checks.rules import ToneChecker, load_rules
from models.protocols import CheckContext
from models.text import Category, Finding, Severity

CHECKER = ToneChecker([rule for rule in load_rules() if rule.category is Category.PLACEHOLDER])
CONTEXT = CheckContext()

FIELDS = {
    "tactful": ("{{customer.first_name}}", "{{customer.first_name|there}}", "{{ ticket.id }}"),
    "zendesk": (
        "{{ticket.requester.first_name}}",
        "{{current_user.name}}",
        "{{dc.delivery_times}}",
        "{{ticket.ticket_field_360012}}",
        "{{ticket.requester.name | capitalize}}",
        '{{ticket.created_at | date: "%d %B, %Y"}}',
        "{% if ticket.brand.name == 'Acme' %}",
        "{% endif %}",
        "{%- assign greeting = 'Hi' -%}",
    ),
    "freshdesk": ("{{ticket.requester.firstname}}", "{{ticket.agent.name}}", "{{ticket.cf_size}}"),
    "help scout": (
        "{%customer.firstName%}",
        "{%customer.firstName,fallback=there%}",
        "{% conversation.number %}",
        "{%mailbox.name%}",
    ),
    "intercom": (
        '{{user.first_name|fallback:"there"}}',
        '{{ contact.first_name | fallback: "there" }}',
        "{{user.custom_attributes.plan}}",
        '<attribute key="user.name" default="there"/>',
    ),
    "front": ("{{recipient.first_name}}", "{{user.name}}", "{{account.name}}"),
    "gorgias": ("{{ticket.customer.firstname}}", "{{ticket.customer.integrations.shop.order}}"),
    "chatwoot": ("{{contact.name}}", "{{contact.custom_attribute.size}}", "{{conversation.id}}"),
    "zammad": ("#{ticket.customer.firstname}", "#{ticket.select.value}", "#{config.fqdn}"),
    "frappe": ("{{ customer }}", "{{ doc.name or 'you' }}", "{% for item in items %}"),
    "osticket": ("%{ticket.name.first}", "%{recipient.ticket_link}", "%{ticket.number}"),
    "text blaze": ("{formtext: name=x; default=there}", "{snippet: sign}", "{import: /hello}"),
    "others": (
        "*|FNAME|*",
        "{!Contact.FirstName}",
        "${order_id}",
        "{{1}}",
        "{{{first_name}}}",
        "{{#if vip}}",
        "{{/if}}",
        "{first_name}",
        "%FIRST_NAME%",
        "<%= name %>",
        "%(name)s",
        "<ORDER_ID>",
        "<<order number>>",
    ),
    "slot": ("⟦delivery date⟧", "⟦⟧", "⟦ ⟧"),
}
BROKEN = (
    "{{first_name", "{{ticket.requester.first_name", "{{first_name}", "{ {first_name} }",
    "{{ first_name } }", "first_name}}", "ticket.id}}", "first_name}", "{first_name",
    "#{ticket.customer.firstname", "%{ticket.name", "{%customer.firstName", "{%customer.firstName}",
    "customer.firstName%}", "# {ticket.number}", "&#123;&#123;first_name&#125;&#125;",
    "&lbrace;&lbrace;first_name&rbrace;&rbrace;", "{%&nbsp;customer.firstName&nbsp;%}",
    "#&#123;ticket.number&#125;", "{{ticket.requester\u00a0.first_name}}", "{{}}", "{{ }}",
    "⟦date", "⟦", "date⟧", "[order number]", "[ORDER_ID]", "[insert link here]",
)  # fmt: skip
FRAMES = (
    "Thank you for waiting, {}.",
    "Your parcel is on its way to {} now.",
    "We have good news: {}",
    'We have received your request "{}" today.',
    "First line.\n\n- The next step is with {}.",
)
GREETINGS = (
    "Hi {},",
    "Hello {}!",
    "Dear {}, thank you for writing.",
    "Good morning {},\n\nThanks.",
)
FORMS = [field for fields in FIELDS.values() for field in fields] + list(BROKEN)

EMPTY = (
    "Hi ,", "Hi  !", "Dear ,", "Hello , thanks.", "Dear Mr. ,", "Good morning , thanks.",
    "Your order  has shipped.", "Your order # has shipped.", "It was delivered on .",
    "It is due by .", "Thank you for contacting .", "It will be there within  days.",
    "We have refunded you € today.", "Your ticket number , is closed.", "Your code is .",
    "Your order () is packed.", 'Your request "" was closed.', "Save % off your next order.",
    "Dear undefined,", "Hi null,", "Hello None, thanks.", "Hi NaN,", "Dear [object Object],",
    "Hi FNAME,", "Dear Customer Name,", "Your order null has shipped.", "Order #undefined is here.",
    "It arrives on None.", "It arrives in NaN days.", "Your refund is $undefined.",
    "It arrives on Invalid Date.", "Thanks, undefined!", "Kind regards,\nnull", "My name is null.",
    "Dear ____,", "Dear [Name],", "Hi <First Name>,", "Hi (name),", "Dear XXX,",
    "Kind regards,\n[Your name]", "Cheers,\n{{agent.name}}", "See you on TBD.",
    "Your number is XXXX.", "TODO: say more here.", "It arrives on ??? at noon.",
    "It takes XX-XX days.", "Your order, , is here.", "It comes between  and 5 p.m.",
    "Order ID: undefined", "Your voucher is XXXX-XXXX.", "Your password is [temporary password].",
    "Thanks for being a customer since .", "Hi @firstname,", "You will get it within [timeframe].",
)  # fmt: skip

SILENT = (
    # Help texts about templates, for each dialect.
    "In your Zendesk macro, write {{ticket.requester.first_name}} to greet people by name.",
    "The placeholder {{ticket.id}} shows the number of the ticket.",
    "Add {{dc.delivery_times}} to the macro, and Zendesk fills in your dynamic content.",
    "Liquid blocks such as {% if ticket.brand.name %} work in macros, too.",
    "Close the block with {% endif %} in your template.",
    "{{ product.price | money }} is a Liquid filter; it prints the price with its currency.",
    "Freshdesk knows the placeholder {{ticket.requester.firstname}}.",
    "In a canned response, {{ticket.agent.name}} becomes the name of the agent.",
    "Put {%customer.firstName,fallback=there%} into your saved reply.",
    "FreeScout replaced the variable {%customer.firstName%} by nothing; that is mended now.",
    'Use {{user.first_name|fallback:"there"}} as a variable with a fallback value.',
    "In your Front template, {{recipient.first_name}} is filled in when you send.",
    "Gorgias macros can use {{ticket.customer.firstname}} in every channel.",
    "In the canned response, write {{contact.name}} for the contact's name.",
    "In a text module, #{ticket.customer.firstname} stands for the first name.",
    "The text module's variable is #{ticket.number}.",
    "osTicket's variable %{ticket.name} is replaced by the name of the person.",
    "Write “%{recipient.ticket_link}” where the link belongs.",
    "In Frappe, {{ customer }} is a Jinja variable.",
    "Type “{formtext: name=x; default=there}” into the snippet.",
    "Write “{{customer.first_name|there}}” for a greeting with a fallback.",
    "Mailchimp's merge tag *|FNAME|* is replaced when the mail goes out.",
    "Salesforce's syntax is {!Contact.FirstName}.",
    "The mail literally says “Hi {{first_name}},” because the field was empty.",
    "Please replace {{shop_name}} with the name of your shop.",
    "Placeholders look like {{this}} and are case-sensitive.",
    "Put the name in double curly braces, {{name}}, and save.",
    "Open the theme's source code; {{ content_for_header }} has to stay in the theme.",
    "Handlebars escapes {{name}} but not {{{name}}}.",
    "The shell expands ${HOME} and every environment variable like ${LANG}.",
    "GitHub reads ${{ secrets.TOKEN }} when the workflow starts.",
    "You can use {{customer.first_name}} in saved replies to write to each person.",
    "The preview shows {{first_name}} until you send a test mail.",
    "We've fixed the bug where {{ticket.title}} was shown instead of the subject.",
    "What does the tag {{first_name}} do?",
    "How do I use {{ticket.id}}? Just paste it where you need it.",
    "A fallback looks like this: {{first_name|there}}.",
    "Where you see {{company}}, the system fills in the name of the company.",
    "In a mail merge, Word puts the name where «First_Name» stands.",
    # Code.
    "Write `{{ticket.id}}` there.",
    "```liquid\nHi {{ticket.requester.first_name}},\n{% if vip %}Thanks{% endif %}\n```",
    "Send `{\"name\": {\"first\": null}}` as the body.",
    "Run `echo ${ORDER_ID}` and `printf %s`.",
    "~~~\nTODO: %NAME% [name] XXXX\n~~~",
    "The answer is {\"user\":{\"plan\":{\"name\":\"pro\"}}} then.",
    "The pattern ^[A-Z]{2}\\d{4,6}$ matches your number.",
    "Set style={{color: \"red\"}} on the element.",
    "The function returns null, and the console shows undefined.",
    "In JavaScript, [object Object] is what an object becomes as a text.",
    "Open %APPDATA%\\Tool and %USERPROFILE%\\Desktop.",
    "The address is /users/{id}/orders/{order_id}.",
    "A null value in the column means that there is no date.",
    # Citations, links, labels and quotes.
    "See [1], [2] and [12] below.",
    "It was shown before [Smith 2020, p. 4].",
    "He wrote that it “works [sic] well”.",
    "Click [Save] and then [Close].",
    "Answer with [Yes] or [No].",
    "Press [Enter] or the [Delete] key.",
    "Go to [Settings] > [Email] > [Signature].",
    "The [Name] field is the first one.",
    "Click [Date] to sort by date.",
    "See [the guide](https://example.com/guide) for more.",
    "Here is [link](https://example.com/a) to the form.",
    "![name](https://example.com/a.png)",
    "Choose “Reset {device}” in the menu.",
    "- [ ] Back up the mail\n- [x] Update the app",
    # Cards, sums, faces and plain words.
    "The card **** 4421 was charged.",
    "The card ending in XXXX-XXXX-XXXX-4421 was charged.",
    "Let {x, y} be a set with x < y > 0.",
    "The set {{1,2},{3}} has two elements.",
    "It holds for a[i] and b[n] as well.",
    "Thanks :-} and {{{hugs}}}",
    "I <3 it, and so does <https://example.com>.",
    "The size XXL is 20 % cheaper, 100% cotton.",
    "Hi there, thanks for your order #5520.",
    "Hello! It arrives on Monday, 3 May, at noon.",
    "None of your orders is late, and no item is missing.",
    "Dear Nan, thanks for your message.",
    "Please send me your order # and I'll look.",
    "Is there a number on the parcel? It begins with LC-48213.",
    "Your to-do list is synced again.",
    "The game is called Null Island.",
    "Please log in .",
    "Hi ! Thanks for writing.",
    "The $HOME folder, C# and 5 # of them.",
    "He said: “[the plan] costs nothing.”",
    "<b>Important:</b> the <i>order</i> is packed.",
    "Set the connection security to None.",
    "The status is “null” in the export.",
    "Replace <your id> with your own number.",
    "We'll see you at 5 p.m. on Friday...",
)  # fmt: skip


def errors(text: str) -> list[Finding]:
    """The findings that stop a text from being sent."""
    return [one for one in CHECKER.check(text, CONTEXT) if one.severity is Severity.ERROR]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_every_dialect_is_an_error(form: str, frame: str) -> None:
    text = frame.format(form)
    found = errors(text)
    at = text.index(form)
    assert any(one.span.start < at + len(form) and at < one.span.end for one in found), text


@pytest.mark.parametrize("greeting", GREETINGS)
@pytest.mark.parametrize("form", [form for form in FORMS if "⟦" not in form and "⟧" not in form])
def test_a_greeting_asks_for_the_name(form: str, greeting: str) -> None:
    assert errors(greeting.format(form)), greeting.format(form)


@pytest.mark.parametrize("text", EMPTY)
def test_what_an_empty_field_leaves_is_an_error(text: str) -> None:
    assert errors(text)


@pytest.mark.parametrize("text", SILENT)
def test_silent(text: str) -> None:
    assert [(one.rule, one.text) for one in CHECKER.check(text, CONTEXT)] == []


@pytest.mark.parametrize("text", [frame.format("the 5 mugs") for frame in (*FRAMES, *GREETINGS)])
def test_frames_are_silent_when_they_are_filled(text: str) -> None:
    assert errors(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Hi {{first_name}},", "placeholder.greeting-name"),
        ("Hi ,", "placeholder.greeting-name"),
        ("Kind regards,\n{{agent.name}}", "placeholder.agent-name"),
        ("Kind regards,\n[Your name]", "placeholder.agent-name"),
        ("Your order is {{order.id}}.", "placeholder.merge-field"),
        ("Your order is ⟦number⟧.", "placeholder.slot"),
        ("Your order [number] left.", "placeholder.bracketed"),
        ("Your order # has left.", "placeholder.gap"),
        ("Your order null has left.", "placeholder.null-value"),
        ("Your number is XXXX.", "placeholder.filler"),
    ],
)
def test_the_finding_says_what_is_missing(text: str, rule: str) -> None:
    assert [one.rule for one in errors(text)] == [rule]


def test_a_greeting_is_open_even_where_templates_are_talked_about() -> None:
    text = "Hi {{first_name}}, write `{{ticket.id}}` in your template."
    assert [one.text for one in errors(text)] == ["{{first_name}}"]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [("Hi ,", "Hi there,"), ("Hello null!", "Hello there!"), ("Hey  !", "Hey there!")],
)
def test_an_empty_greeting_can_do_without_a_name(text: str, fixed: str) -> None:
    fix = errors(text)[0].fixes[0]
    assert text[: fix.span.start] + fix.text + text[fix.span.end :] == fixed
