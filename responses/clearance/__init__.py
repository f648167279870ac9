"""Clearance: send a response to the approvers, clear, return or recall."""
