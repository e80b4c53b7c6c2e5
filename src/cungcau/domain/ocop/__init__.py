"""OCOP, "Mỗi xã một sản phẩm": dated rules, products, dossiers and the road they go to the council."""
