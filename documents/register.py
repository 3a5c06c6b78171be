"""The full names of units, as far as a plan tells them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from documents.fact import Frame


def full(name: str, frame: Frame) -> str:
    """The full name of a unit: with its area, and as the plan is issued by it."""
    bare = re.sub(r"^(?:本|我|全)?市", "", name)
    for issuer in frame.issuers:
        if issuer.endswith((bare, f"{bare}员会")) or (bare == "残联" and issuer.endswith("残疾人联合会")):
            return issuer
    return f"{frame.region}{bare}" if name.startswith("市") and frame.region.endswith("市") else name


def group(name: str) -> bool:
    """Whether the name means several units, none of which it names."""
    return name.startswith(("各", "有关", "相关"))
