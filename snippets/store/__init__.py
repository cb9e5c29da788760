"""The system of record: tables, transactions, and rows in and out."""
