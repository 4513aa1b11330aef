"""English as guides are written in: looking for words and phrases in texts, and comparing them. Knows no guide."""
