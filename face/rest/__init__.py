"""How programs are answered: one way for every room. Knows no room; what it needs of them it is handed."""
