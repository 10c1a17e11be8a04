"""How a person is shown where the name and the phone need not be read whole."""

from typing import Any

from caojiadu.core.personal import mask_name, mask_phone


class Masked:
    """A row with a sealed name and phone."""

    name_sealed: Any
    phone_sealed: Any

    @property
    def masked_name(self) -> str:
        """张*"""
        return mask_name(self.name_sealed)

    @property
    def masked_phone(self) -> str:
        """138****5678"""
        return mask_phone(self.phone_sealed)
