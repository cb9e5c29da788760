"""Logs and metrics: events with ids, lengths and milliseconds, never a customer's text."""

from __future__ import annotations

import logging
import sys

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


def configure(level: str) -> None:
    """One JSON object a line on standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


class Metrics:
    """What `/metrics` shows; a registry an application, so that two never mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "tactful_request_seconds",
            "Time to answer a request",
            ["method", "route", "status"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.steps = Histogram(
            "tactful_step_seconds",
            "Time of each step of a draft or check",
            ["step"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.drafts = Counter(
            "tactful_drafts", "Drafts by outcome", ["outcome"], registry=self.registry
        )
        self.working = Gauge(
            "tactful_requests_working", "Requests in work or waiting", registry=self.registry
        )

    def observe_steps(self, timings_ms: dict[str, float]) -> None:
        """Count the milliseconds of each step."""
        for step, spent in timings_ms.items():
            self.steps.labels(step).observe(spent / 1000)
