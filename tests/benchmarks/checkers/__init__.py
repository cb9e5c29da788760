"""Checking, side by side: Tactful and what one would otherwise take.

`python -m tests.benchmarks.checkers [DATA]` gives every checker the same sentences, each in a
process of its own, and prints one Markdown table. Only shares are printed, never sentences. The
rivals live in `.venv-bench`: those of Python in its site-packages, those of Node.js in `node/`.
"""
