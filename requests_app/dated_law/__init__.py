"""Regulators, limits and fees, which change by date: pages for administrators."""
