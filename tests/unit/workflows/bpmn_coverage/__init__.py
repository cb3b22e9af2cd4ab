"""What of BPMN 2.0 is run and what is refused: the one table behind test and documentation."""
