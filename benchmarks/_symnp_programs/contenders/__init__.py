"""How each library runs a program."""
