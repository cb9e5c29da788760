"""Finding what answers a message: witnesses, their index, and what is made of them."""
