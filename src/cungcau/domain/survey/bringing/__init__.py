"""How tables of figures are read: each kind of table a module with its columns and its way of recording."""
