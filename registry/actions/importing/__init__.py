"""Files brought into the register: staged line by line, then published whole or not at all."""
