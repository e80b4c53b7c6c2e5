"""What is said when a paper cannot be made."""

from cungcau.platform.ui.messages import register

register(
    "paper_invalid",
    400,
    "Không lập được văn bản: {why}",
    "The paper cannot be made: {why}",
)
