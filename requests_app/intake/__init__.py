"""Intake of requests: record, correct the details, register, or find not valid."""
