"""Complaints to the regulator, and appeals to the tribunal."""
