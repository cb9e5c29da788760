"""Settings, from `TACTFUL_…` variables or a `.env` file; nothing else reads them."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.embedders import DEFAULT


class Settings(BaseSettings):
    """Where things lie and how they run. Every one has a default that works."""

    model_config = SettingsConfigDict(env_prefix="TACTFUL_", env_file=".env", extra="ignore")

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("tactful"),
        description="The folder of the database; one library never mixes with another",
    )
    models_dir: Path = Field(
        default_factory=lambda: user_cache_path("tactful") / "models",
        description="Where exported models are kept; may be shared by all data folders",
    )
    host: str = Field("127.0.0.1", description="The address to serve on")
    port: int = Field(8000, ge=0, le=65535, description="The port to serve on; 0 takes a free one")
    embedder: str = Field(
        DEFAULT,
        description="onnx:NAME, sentence-transformers:NAME or hashing:DIMENSION",
    )
    grammar: str = Field(
        "lingotweaker",
        description="lingotweaker, languagetool (a local server), languagetool:URL, or off",
    )
    opinion: str = Field(
        "minilm", description="What tells paraphrase in replies: minilm (a small model) or off"
    )
    english: str = Field("en-GB", description="How English is spelt: en-GB, en-US, en-AU, …")
    rules: Path | None = Field(None, description="A folder with check rules of your own")
    privacy: str = Field(
        "spacy",
        description="What finds private details: spacy (patterns and a model) or patterns",
    )
    generator: str = Field(
        "off", description="Which language model phrases drafts; off, or as in docs/generators.md"
    )
    generators: dict[str, str] = Field(
        default_factory=dict,
        description="Further ones that a request may name, as JSON: name to engine",
    )
    generator_key: SecretStr | None = Field(
        None, description="The key for the generator's OpenAI-compatible server, and no other"
    )
    generator_seconds: float = Field(
        30.0, gt=0, le=600, description="How long a language model may take for a draft"
    )
    generator_tokens: int = Field(
        600, ge=16, le=8_000, description="The most tokens that it may write for a draft"
    )
    min_confidence: float | None = Field(
        None, ge=0, le=1, description="Below this probability a draft asks for the agent"
    )
    learn_from_outcomes: bool = Field(
        False, description="Keep messages whose drafts were sent as examples, masked"
    )
    keep_messages_days: int = Field(
        0, ge=0, le=3_650, description="Keep drafted messages for so many days, masked; 0 for none"
    )
    rank_people: bool = Field(
        False, description="Show leads figures by agent, and keep agents' names for that"
    )
    workers: int = Field(2, ge=1, le=64, description="Requests worked on at once")
    queue: int = Field(64, ge=0, le=10_000, description="Requests that may wait; then 429")
    max_body_bytes: int = Field(2_000_000, ge=1_000, description="The largest request body")
    max_import_bytes: int = Field(
        50_000_000, ge=1_000, description="The largest upload on the console's import page"
    )
    cors_origins: str = Field(
        "", description="Sites whose pages may check texts here: origins, comma-separated, or *"
    )
    bootstrap_key: SecretStr | None = Field(
        None, description="The first administrator's API key, instead of a random one"
    )
    import_key: SecretStr | None = Field(
        None, description="The key of the help desk that `tactful import` reads live"
    )
    log_level: str = Field("info", description="debug, info, warning or error")

    @property
    def database(self) -> Path:
        """The database file."""
        return self.data_dir / "tactful.db"
