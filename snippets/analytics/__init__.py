"""Figures of what became of drafts: from counted rows to shares, averages, tables and words.

Everything here is pure: the sums come from `snippets.store.analytics`, `report.analytics` is
the door. docs/analytics.md defines every figure.
"""
