"""The text of an old letter → its questions, answers, grounds and outcome."""
