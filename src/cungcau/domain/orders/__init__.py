"""Orders between buyers and sellers, their lines' quantities, frozen terms, harvest slips."""
