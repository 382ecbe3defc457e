"""Files brought into the register: staged line by line, compared again, then written piece by piece."""
