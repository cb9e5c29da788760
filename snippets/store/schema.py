"""The tables. Every row belongs to a workspace."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _workspace() -> Column[str]:
    return Column("workspace_id", String, ForeignKey("workspaces.id"), primary_key=True)


workspaces = Table(
    "workspaces",
    metadata,
    Column("id", String, primary_key=True),
    Column("revision", Integer, nullable=False, default=0),
    Column("created_at", DateTime, nullable=False),
    Column("shape", Integer, nullable=False, server_default="0"),
    comment="revision counts changes of the library, shape those of what the checks say",
)

snippets = Table(
    "snippets",
    metadata,
    _workspace(),
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("locale", String, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("shortcut", String),
    Column("audience", String, nullable=False),
    Column("url", Text),
    Column("revision", Integer, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("updated_at", DateTime, nullable=False),
    Column("folder", String, nullable=False, server_default=""),
    Column("team", String),
    Column("owner", String),
    Column("variant_of", String),
    Column("attachments", JSON, nullable=False, server_default="[]"),
    Column("status", String, nullable=False, server_default="approved"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("used", Integer, nullable=False, server_default="0"),
    Column("sought", Text, nullable=False, server_default=""),
    Column("tests", JSON, nullable=False, server_default="{}"),
    UniqueConstraint("workspace_id", "shortcut"),
    Index(None, "workspace_id", "revision"),
    Index(None, "workspace_id", "folder"),
    Index(None, "workspace_id", "title"),
    Index(None, "workspace_id", "updated_at"),
    Index(None, "workspace_id", "used"),
    comment="used counts the drafts that were sent; sought is what a list is searched for",
)

versions = Table(
    "versions",
    metadata,
    _workspace(),
    Column("snippet_id", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("state", String, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("based_on", Integer),
    Column("author", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("decided_by", String),
    Column("decided_at", DateTime),
    Column("word", Text),
    Index(None, "workspace_id", "state"),
    comment="All that a snippet ever was or was proposed to be; kept when it is deleted",
)

held_fragments = Table(
    "held_fragments",
    metadata,
    Column("workspace_id", String, primary_key=True),
    Column("snippet_id", String, primary_key=True),
    Column("fragment_id", String, primary_key=True),
    ForeignKeyConstraint(
        ["workspace_id", "snippet_id"],
        ["snippets.workspace_id", "snippets.id"],
        ondelete="CASCADE",
    ),
    Index(None, "workspace_id", "fragment_id"),
    comment="Which snippets hold which others in their text",
)

examples = Table(
    "examples",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace_id", String, nullable=False),
    Column("snippet_id", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("conversation_id", String),
    Column("created_at", DateTime, nullable=False),
    Column("mark", BigInteger, nullable=False, server_default="0"),
    Column("lesson_id", Integer),
    ForeignKeyConstraint(
        ["workspace_id", "snippet_id"],
        ["snippets.workspace_id", "snippets.id"],
        ondelete="CASCADE",
    ),
    UniqueConstraint("workspace_id", "snippet_id", "conversation_id"),
    Index(None, "workspace_id", "mark"),
    comment="conversation_id is null for examples that a person gave; mark tells texts apart",
)

lessons = Table(
    "lessons",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace_id", String, ForeignKey("workspaces.id"), nullable=False),
    Column("model", String, nullable=False),
    Column("report", JSON, nullable=False),
    Column("state", LargeBinary),
    Column("created_at", DateTime, nullable=False),
    comment="What each run of learning found; the newest state is in use",
    sqlite_autoincrement=True,
)

deleted = Table(
    "deleted_snippets",
    metadata,
    _workspace(),
    Column("id", String, primary_key=True),
    Column("revision", Integer, nullable=False),
)

vectors = Table(
    "vectors",
    metadata,
    _workspace(),
    Column("model", String, primary_key=True),
    Column("text_hash", LargeBinary(16), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    _workspace(),
    Column("id", String, primary_key=True),
    Column("outcome", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("snippet_ids", JSON, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("week", Date),
    Column("team", String),
    Column("agent", String(16)),
    Column("conversation_id", String),
    Column("asks", Integer),
    Column("open_asks", Integer),
    Column("alternative", Boolean, nullable=False, server_default="0"),
    Column("checked", Boolean, nullable=False, server_default="0"),
    Column("action", String),
    Column("distance", Float),
    Column("seconds", Integer),
    Column("compared", Boolean, nullable=False, server_default="0"),
    Index(
        "ix_drafts_figures",
        "workspace_id",
        "week",
        "team",
        "agent",
        "action",
        "seconds",
        "outcome",
        "alternative",
        "compared",
        "asks",
        "open_asks",
        "distance",
        "id",
        "conversation_id",
    ),
    Index(None, "workspace_id", "conversation_id"),
    comment="What was drafted from which snippets, in numbers; never what the customer wrote. "
    "action to compared are its newest use, kept here to be added up without a join",
)

uses = Table(
    "uses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace_id", String, nullable=False),
    Column("draft_id", String, nullable=False),
    Column("action", String, nullable=False),
    Column("kept", Float),
    Column("created_at", DateTime, nullable=False),
    ForeignKeyConstraint(
        ["workspace_id", "draft_id"], ["drafts.workspace_id", "drafts.id"], ondelete="CASCADE"
    ),
    UniqueConstraint("workspace_id", "draft_id"),
    comment="What became of a draft; kept is the share of its words that was sent",
)

draft_findings = Table(
    "draft_findings",
    metadata,
    Column("workspace_id", String, primary_key=True),
    Column("draft_id", String, primary_key=True),
    Column("phase", String(7), primary_key=True),
    Column("rule", String, primary_key=True),
    Column("category", String, nullable=False),
    Column("count", Integer, nullable=False),
    ForeignKeyConstraint(
        ["workspace_id", "draft_id"], ["drafts.workspace_id", "drafts.id"], ondelete="CASCADE"
    ),
    comment="How often each rule spoke of a draft, and of what was sent",
)

ratings = Table(
    "ratings",
    metadata,
    _workspace(),
    Column("conversation_id", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("score", String, nullable=False),
    Column("value", Float, nullable=False),
    Column("created_at", DateTime),
    comment="What customers said of a conversation, value from -1 to 1; never their words",
)

agent_names = Table(
    "agent_names",
    metadata,
    _workspace(),
    Column("mark", String(16), primary_key=True),
    Column("name", String, nullable=False),
    comment="Whose mark is whose, kept only while an administrator has people ranked",
)

edits = Table(
    "edits",
    metadata,
    Column("workspace_id", String, primary_key=True),
    Column("draft_id", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("snippet_id", String),
    Column("before_text", Text, nullable=False),
    Column("after_text", Text, nullable=False),
    Column("agent", String(16), nullable=False),
    Column("created_at", DateTime, nullable=False),
    ForeignKeyConstraint(
        ["workspace_id", "draft_id"], ["drafts.workspace_id", "drafts.id"], ondelete="CASCADE"
    ),
    Index(None, "workspace_id", "snippet_id"),
    comment="What agents changed in drafts, private details masked; kept for a year",
)

proposals = Table(
    "proposals",
    metadata,
    _workspace(),
    Column("id", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("examples", JSON, nullable=False),
    Column("count", Integer, nullable=False),
    Column("lately", Integer, nullable=False),
    Column("agents", Integer, nullable=False),
    Column("first_seen", Date),
    Column("last_seen", Date),
    Column("created_at", DateTime, nullable=False),
    Column("decided_at", DateTime),
    Column("snippet_id", String),
    comment="Texts that may become snippets; a rejected one is kept so as not to come back",
)

profiles = Table(
    "profiles",
    metadata,
    _workspace(),
    Column("name", String, primary_key=True),
    Column("fields", JSON, nullable=False),
    Column("updated_at", DateTime, nullable=False),
    comment="What a team wants its checks to say",
)

own_rules = Table(
    "own_rules",
    metadata,
    _workspace(),
    Column("id", String, primary_key=True),
    Column("fields", JSON, nullable=False),
    Column("updated_at", DateTime, nullable=False),
    comment="Rules of a team's own, as they were sent",
)

ignored = Table(
    "ignored_findings",
    metadata,
    _workspace(),
    Column("mark", String(32), primary_key=True),
    Column("rule", String, nullable=False),
    Column("created_at", DateTime, nullable=False),
    comment="Findings that nobody wants to see again, by hash; never what was written",
)

rule_counts = Table(
    "rule_counts",
    metadata,
    _workspace(),
    Column("rule", String, primary_key=True),
    Column("shown", Integer, nullable=False),
    Column("applied", Integer, nullable=False),
    Column("dismissed", Integer, nullable=False),
    Column("shown_since", Integer, nullable=False),
    Column("dismissed_since", Integer, nullable=False),
    Column("steps", Integer, nullable=False),
    Column("stepped_at", DateTime),
    comment="What agents did with a rule's findings; the _since ones count from the last step",
)

dismissed_findings = Table(
    "dismissed_findings",
    metadata,
    _workspace(),
    Column("key", String(16), primary_key=True),
    Column("content", String(16), nullable=False),
    Column("by", String, nullable=False),
    Column("created_at", DateTime, nullable=False),
    comment="Findings about the library that are no problem, while the texts stay as they are",
)

secrets = Table(
    "secrets",
    metadata,
    Column("hash", String, primary_key=True),
    Column("workspace_id", String, ForeignKey("workspaces.id"), nullable=False),
    Column("purpose", String, nullable=False),
    Column("role", String, nullable=False),
    Column("name", String, nullable=False),
    Column("hint", String, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("expires_at", DateTime),
    Column("ended_at", DateTime),
    Column("last_used_at", DateTime),
    Index(None, "workspace_id", "purpose"),
    comment="API keys, sign-in links and browser sessions, by hash",
)

kept_messages = Table(
    "kept_messages",
    metadata,
    _workspace(),
    Column("id", String, primary_key=True),
    Column("text", Text, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("outcome", String, nullable=False),
    Column("action", String),
    Column("snippet_ids", JSON, nullable=False),
    Column("reply", Text, nullable=False),
    Column("lesson_id", Integer),
    Column("expires_at", DateTime),
    Column("grouped", Boolean, nullable=False),
    Column("gap_id", String(12)),
    Column("nearness", Float),
    Index(None, "workspace_id", "created_at"),
    Index(None, "workspace_id", "expires_at"),
    Index(None, "workspace_id", "gap_id"),
    Index(None, "workspace_id", "lesson_id"),
    comment="Messages, private details masked: until they expire, or as long as a lesson is",
)

gaps = Table(
    "gaps",
    metadata,
    _workspace(),
    Column("id", String(12), primary_key=True),
    Column("state", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("trend", String, nullable=False),
    Column("periods", JSON, nullable=False),
    Column("typical", JSON, nullable=False),
    Column("body", Text, nullable=False),
    Column("written", Integer, nullable=False),
    Column("refused", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("decided_size", Integer),
    Column("decided_by", String),
    Column("decided_at", DateTime),
    Column("snippet_id", String),
    comment="Groups of messages that nothing in the library answered, and what was decided",
)

agreements = Table(
    "agreements",
    metadata,
    _workspace(),
    Column("snippet_id", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("edits", Integer, nullable=False),
    Column("agents", Integer, nullable=False),
    Column("since", DateTime, nullable=False),
    Column("wordings", JSON, nullable=False),
    comment="Changes that several agents made, and the versions that they were proposed as",
)
