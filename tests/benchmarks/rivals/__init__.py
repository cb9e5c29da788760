"""Finding, side by side: Tactful and what one would otherwise take.

`python -m tests.benchmarks.rivals [DATA]` runs every system in a process of its own, with
the same texts and questions, and prints Markdown tables. The rivals live in `.venv-bench`.
"""
