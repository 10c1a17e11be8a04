"""What administrators keep of the services; Django looks for it here."""

from services.appointments import admin as appointments
from services.catalogue import admin as catalogue
from services.hall import admin as hall

__all__ = ["appointments", "catalogue", "hall"]
