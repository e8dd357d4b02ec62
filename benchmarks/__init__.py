"""How long things take, as a person at a terminal finds them."""
