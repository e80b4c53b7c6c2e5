"""The permissions of this app."""

from cungcau.platform.access.permissions import register

GRANT_ROLE = register("access.grant_role", "Giao và thu hồi vai trò của người dùng")
