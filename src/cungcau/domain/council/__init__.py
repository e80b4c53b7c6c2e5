"""The council that scores OCOP products: members, sessions, score sheets, minutes, decisions."""
