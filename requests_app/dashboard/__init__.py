"""Figures over time: on time by period, week by week, and load by officer."""
