"""Code lists: countries and, later, places, goods, units and ways of hiding things, in three languages."""
