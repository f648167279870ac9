"""Read the text of a previous response: its questions, answers, grounds and outcome."""
