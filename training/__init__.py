"""How the reader model is made, from public corpora. Not part of the installed package."""
